import { register } from './register.ts';

export { Installment, type InstallmentEventName, type InstallmentPurchase } from './installment.ts';
export { InstallmentButton } from './installment-button.ts';
export type * from './types.ts';

register();
