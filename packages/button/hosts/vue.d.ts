import type { DefineComponent, HTMLAttributes } from 'vue';
import type { InstallmentButtonAttributes } from './attributes.d.ts';

type InstallmentEventMap = import('installment-button').InstallmentEventMap;

/** `@installment-status` in a template is `onInstallmentStatus` in its type. */
interface Listeners {
  onInstallmentReady?: (event: InstallmentEventMap['installment-ready']) => void;
  onInstallmentOpen?: (event: InstallmentEventMap['installment-open']) => void;
  onInstallmentStatus?: (event: InstallmentEventMap['installment-status']) => void;
  onInstallmentClose?: (event: InstallmentEventMap['installment-close']) => void;
  onInstallmentError?: (event: InstallmentEventMap['installment-error']) => void;
}

declare module 'vue' {
  export interface GlobalComponents {
    'installment-button': DefineComponent<InstallmentButtonAttributes & HTMLAttributes & Listeners>;
  }
}
