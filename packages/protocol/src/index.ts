export * from './frame-guards.ts';
export * from './frame-messages.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './plans.ts';
export * from './status.ts';
export * from './values.ts';
