/** Which law a lender's contracts fall under. Apart from BANKS_FILE's schema, because pages need it too. */
export const legalKinds = ['credit', 'loan', 'instalment-service'] as const;
export type LegalKind = (typeof legalKinds)[number];
