import { InstallmentButton } from './installment-button.ts';

/** Two versions on one page: the first wins, the second says so. On a server there is nothing to register with. */
export function register(): void {
  if (!globalThis.customElements) return;
  if (customElements.get('installment-button')) console.warn('installment-button: another version was here first');
  else customElements.define('installment-button', InstallmentButton);
}
