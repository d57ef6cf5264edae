/** How far an application is. */
export const stages = ['new', 'inprogress', 'asked', 'approved', 'chosen', 'signed', 'committed', 'canceled', 'rejected'] as const;
export type Stage = (typeof stages)[number];

/** What each call answers at each stage, as data. */
export interface StageCase {
  stage: Stage;
  call: 'info' | 'commit' | 'cancel';
  /** HTTP status. */
  status: number;
  /** Of the body of a 200. */
  says?: string;
  committed?: boolean;
  /** The first error holds it. */
  error?: string;
}

const says: Record<Stage, string> = {
  new: 'new',
  inprogress: 'inprogress',
  asked: 'inprogress',
  approved: 'approved',
  chosen: 'approved',
  signed: 'signed',
  committed: 'signed',
  canceled: 'canceled',
  rejected: 'rejected',
};

export const stageCases: StageCase[] = [
  ...stages.map((stage): StageCase => ({ stage, call: 'info', status: 200, says: says[stage], committed: stage === 'committed' })),
  ...(['new', 'inprogress', 'asked', 'approved', 'chosen'] as const).map((stage): StageCase => ({
    stage,
    call: 'commit',
    status: 422,
    error: 'ещё не подписана',
  })),
  { stage: 'signed', call: 'commit', status: 200, says: 'signed', committed: true },
  { stage: 'committed', call: 'commit', status: 200, says: 'signed', committed: true },
  { stage: 'canceled', call: 'commit', status: 422, error: 'отменена' },
  { stage: 'rejected', call: 'commit', status: 422, error: 'отказали' },
  ...(['new', 'inprogress', 'asked', 'approved', 'chosen', 'signed', 'committed', 'canceled'] as const).map((stage): StageCase => ({
    stage,
    call: 'cancel',
    status: 200,
    says: 'canceled',
  })),
  { stage: 'rejected', call: 'cancel', status: 422, error: 'отказали' },
];

/** Fields of `info` that clients read, by the stage from which on they are filled. */
export const infoFields: [field: string, from: Stage, what: RegExp | number | boolean | readonly unknown[]][] = [
  ['created_at', 'new', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/],
  ['expected_overdue_at', 'new', /^\d{4}-\d\d-\d\dT/],
  ['demo', 'new', false],
  ['committed', 'new', false],
  ['order_amount', 'new', 5000],
  ['product', 'new', /^installment_credit$/],
  ['term', 'new', 6],
  ['appropriate_signing_types', 'new', []],
  ['first_name', 'asked', /^П\*{5}$/],
  ['last_name', 'asked', /^В\*{5}$/],
  ['middle_name', 'asked', /^П\*{5}$/],
  ['phone', 'asked', /^\+7900\*{5}\d\d$/],
  ['appropriate_signing_types', 'approved', ['sms', 'ses', 'bank']],
  ['monthly_payment', 'approved', 833.34],
  ['first_payment', 'approved', 0],
  ['credit_amount', 'approved', /^4[67]\d\d(\.\d+)?$/],
  ['term', 'approved', 6],
  ['chosen_bank', 'chosen', /^Bank ladoga$/],
  ['signing_type', 'signed', /^sms$/],
];
