import type { PayloadOf } from '@installment-button/protocol/frame-messages';
import type { CheckoutElement } from '../checkout-host.ts';
import { styleOf, themeOf } from '../checkout/theme.ts';
import type { InstallmentDialog } from './installment-dialog.ts';

/** The payload of `init`: what the frame must know of the page. */
export function initOf(element: CheckoutElement, host: InstallmentDialog): PayloadOf<'init'> {
  const { buyer, term, language: locale } = element;
  const style = styleOf(element);
  const theme = themeOf(element);
  host.style.colorScheme = theme;
  // The browser turns the radius of the host, which shows none, from any unit into pixels.
  host.style.borderRadius = style.getPropertyValue('--installment-radius');
  const radius = parseFloat(host.style.borderRadius && getComputedStyle(host).borderTopLeftRadius);
  return {
    locale,
    theme,
    accent: style.getPropertyValue('--installment-accent').trim().slice(0, 128) || undefined,
    ...(radius >= 0 && { radius: Math.min(radius, 64) }),
    ...(buyer && { buyer }),
    ...(term && { term }),
    safeAreaBottom: parseFloat(getComputedStyle(host.dialog).scrollPaddingBottom) || 0,
  };
}
