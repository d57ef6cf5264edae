import { InstallmentButton } from './installment-button.ts';

/** Two versions on one page: the first wins, the second says so. On a server there is nothing to register with. */
export function register(): void {
  const { customElements: registry } = globalThis;
  if (registry?.get('installment-button')) console.warn('installment-button: another version was here first');
  else registry?.define('installment-button', InstallmentButton);
}
