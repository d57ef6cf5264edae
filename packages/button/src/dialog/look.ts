import type { PayloadOf } from '@installment-button/protocol/frame-messages';
import type { Seller } from '../purchase.ts';
import { themeOf } from '../theme.ts';

type Look = Pick<PayloadOf<'init'>, 'theme' | 'accent' | 'radius'>;

/** How the shop draws its button, in the few words that the frame understands. */
export function lookOf({ element, options }: Seller): Look {
  const style = getComputedStyle(element);
  const look: Look = { theme: themeOf(element, options.theme) };
  const accent = hex(style.getPropertyValue('--installment-accent').trim());
  if (accent) look.accent = accent;
  const radius = /^([\d.]+)(px)?$/.exec(style.getPropertyValue('--installment-radius').trim());
  if (radius) look.radius = Math.min(Number(radius[1]), 64);
  return look;
}

/** Any opaque CSS colour as `#rrggbb`: the canvas writes it so. */
function hex(colour: string): string | undefined {
  const context = colour && CSS.supports('color', colour) && document.createElement('canvas').getContext('2d');
  if (!context) return undefined;
  context.fillStyle = colour;
  const written = String(context.fillStyle);
  return /^#[0-9a-f]{6}$/.test(written) ? written : undefined;
}
