import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { InstallmentButtonAttributes, InstallmentButtonListeners } from './attributes.d.ts';

type InstallmentButton = import('installment-button').InstallmentButton;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'installment-button': DetailedHTMLProps<HTMLAttributes<InstallmentButton>, InstallmentButton> &
        InstallmentButtonAttributes &
        InstallmentButtonListeners;
    }
  }
}
