import { black, colourfulness, contrast, formatColour, mix, parseColour, readableOn, type Rgb, white, withContrast } from './colour.ts';

/** What a shop may decide about our pages. Both come from outside: a wrong value counts as none. */
export interface ShopBrand {
  /** `#rgb` or `#rrggbb`. */
  accent?: string | null | undefined;
  /** Of controls, in CSS pixels, 0…26 (half the height of a field). */
  radius?: number | null | undefined;
}

export type Theme = 'light' | 'dark';

/** The accent in each of its states. */
export interface AccentColours {
  accent: Rgb;
  accentHover: Rgb;
  accentPressed: Rgb;
  onAccent: Rgb;
  /** The accent as a line or a small shape on paper (progress, ring, switch). Its contrast with paper is at least 3:1. */
  accentMark: Rgb;
  onAccentMark: Rgb;
}

const papers: Record<Theme, Rgb> = { light: white, dark: [0x14 / 255, 0x15 / 255, 0x17 / 255] };

// WCAG 2.2, 1.4.11: what is needed to recognise a control has 3:1; a little more, because the quiet papers are darker than white.
const markContrast = 3.6;
// On dark pages the accent is lightened: #0f5c4a becomes about as light as #4fb598 of the design.
const darkContrast = 7;
// A brand without colour has black as its accent; on dark paper its like is nearly white, as our own ink is.
const darkGreyContrast = 15;

export function accentColours(accent: Rgb, theme: Theme): AccentColours {
  const grey = colourfulness(accent) < 0.03;
  const used = theme === 'dark' ? withContrast(accent, papers.dark, grey ? darkGreyContrast : darkContrast) : accent;
  const onAccent = readableOn(used);
  // The accent is mixed away from the text's colour: mixed towards it, a pressed button would lose contrast.
  const away = onAccent === white ? black : white;
  const accentMark = withContrast(used, papers[theme], markContrast);
  return {
    accent: used,
    accentHover: mix(used, away, 0.1),
    accentPressed: mix(used, away, 0.2),
    onAccent,
    accentMark,
    onAccentMark: readableOn(accentMark),
  };
}

/** The part of an element that the brand needs. */
interface Styled {
  style: Pick<CSSStyleDeclaration, 'setProperty' | 'removeProperty'>;
}

/** Writes the shop's accent and radius as custom properties that `page.css` reads; what it does not set is ours again. */
export function applyShopBrand(root: Styled, brand: ShopBrand): void {
  const accent = brand.accent ? parseColour(brand.accent) : null;
  for (const theme of ['light', 'dark'] as const) {
    const colours = accent && accentColours(accent, theme);
    set(root, `--brand-${theme}-accent`, colours?.accent);
    set(root, `--brand-${theme}-accent-hover`, colours?.accentHover);
    set(root, `--brand-${theme}-accent-pressed`, colours?.accentPressed);
    set(root, `--brand-${theme}-on-accent`, colours?.onAccent);
    set(root, `--brand-${theme}-accent-mark`, colours?.accentMark);
    set(root, `--brand-${theme}-on-accent-mark`, colours?.onAccentMark);
  }
  const { radius } = brand;
  if (typeof radius === 'number' && radius >= 0 && Number.isFinite(radius)) {
    root.style.setProperty('--brand-radius', `${Math.min(radius, 26)}px`);
  } else root.style.removeProperty('--brand-radius');
}

/** Whether text in `colour` on `ground` meets AA. */
export const isReadable = (colour: Rgb, ground: Rgb): boolean => contrast(colour, ground) >= 4.5;

function set(root: Styled, property: string, colour: Rgb | null | undefined): void {
  if (colour) root.style.setProperty(property, formatColour(colour));
  else root.style.removeProperty(property);
}
