import type { HTMLAttributes } from 'svelte/elements';
import type { InstallmentButtonAttributes, InstallmentButtonListeners } from './attributes.d.ts';

type InstallmentButton = import('installment-button').InstallmentButton;

declare module 'svelte/elements' {
  export interface SvelteHTMLElements {
    'installment-button': HTMLAttributes<InstallmentButton> & InstallmentButtonAttributes & InstallmentButtonListeners;
  }
}
