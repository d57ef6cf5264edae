/** The entry of the script tag, module or classic. The backend is at the origin that the script came from. */
import { Installment } from './installment.ts';
import { register } from './register.ts';
import { script } from './service.ts';

export { Installment };
export { InstallmentButton } from './installment-button.ts';

declare global {
  interface Window {
    Installment: typeof Installment;
  }
}

script.origin = new URL(import.meta.url).origin;
// An element with the id `Installment` is a property of `window` too, but not its own.
if (!Object.hasOwn(window, 'Installment')) window.Installment = Installment;
register();
