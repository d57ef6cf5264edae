import { InstallmentButton } from './installment-button.ts';

/** Two versions on one page: the first wins, the second says so. On a server there is nothing to register with. */
export function register(): void {
  if (!globalThis.customElements) return;
  if (customElements.get('installment-button')) console.warn('installment-button: another version was here first');
  else {
    customElements.define('installment-button', InstallmentButton);
    // By pointer, finger or key. Listeners of each button would be a tenth of what a button costs.
    for (const type of ['pointerover', 'focusin']) document.addEventListener(type, InstallmentButton.near);
  }
}
