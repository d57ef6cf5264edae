import { InstallmentButton } from './installment-button.ts';
import { version } from './version.ts';

/** Two versions on one page: the first wins, the second says so. On a server there is nothing to register with. */
export function register(): void {
  if (typeof window === 'undefined') return;
  if (!customElements.get('installment-button')) customElements.define('installment-button', InstallmentButton);
  else console.warn(`installment-button ${version} is ignored: another one was here first`);
}
