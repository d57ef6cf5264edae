/** Data that not every bank needs to decide. Free of zod. */
export const voluntaryData = ['email', 'employer', 'snils', 'inn'] as const;
export type VoluntaryData = (typeof voluntaryData)[number];
