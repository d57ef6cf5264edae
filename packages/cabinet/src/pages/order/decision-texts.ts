/** A bank's decision in the order's history. */
export const bankDecidedRu = {
  approved: (bank: string, span: string | null) => `${bank}: одобрено${span ? ` за ${span}` : ''}`,
  declined: (bank: string, span: string | null) => `${bank}: отказ${span ? ` за ${span}` : ''}`,
  failed: (bank: string) => `${bank}: анкета не принята`,
  timeout: (bank: string) => `${bank}: нет ответа, не ждём`,
  offered: (bank: string) => `${bank}: решает на своём сайте`,
  pending: (bank: string) => `${bank}: решает`,
};

export const bankDecidedEn: typeof bankDecidedRu = {
  approved: (bank, span) => `${bank}: approved${span ? ` in ${span}` : ''}`,
  declined: (bank, span) => `${bank}: declined${span ? ` in ${span}` : ''}`,
  failed: (bank) => `${bank}: did not accept the form`,
  timeout: (bank) => `${bank}: no answer in time`,
  offered: (bank) => `${bank}: decides on its own site`,
  pending: (bank) => `${bank}: deciding`,
};
