import { InstallmentButton } from './installment-button.ts';

/** Registers the element. When two versions are on one page, the first wins and the second warns. A server has no registry. */
export function register(): void {
  if (!globalThis.customElements) return;
  if (customElements.get('installment-button')) console.warn('installment-button: another version was registered first');
  else {
    customElements.define('installment-button', InstallmentButton);
    // Pointer, finger or key. Two listeners for the whole page, because listeners on each button would be a tenth of its cost.
    for (const type of ['pointerover', 'focusin']) document.addEventListener(type, InstallmentButton.prefetch);
  }
}
