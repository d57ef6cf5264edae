import { formatColour } from './colour.ts';

/**
 * Any colour that CSS knows, `oklch(…)`, `hsl(…)` or a name, as `#rrggbb`; null where it is none. The browser converts it, on an element of the
 * page which draws no outline.
 */
export function readColour(text: string, probe: HTMLElement): string | null {
  const [, parts] = /^color\(srgb (.*)\)$/.exec(computed(`color(from ${text} srgb r g b / 1)`, probe) ?? '') ?? [];
  // `none` is no light; what goes beyond the screen's sRGB is cut to it.
  const [red = 0, green = 0, blue = 0] = parts?.split(' ').map((part) => parseFloat(part) || 0) ?? [];
  return parts ? formatColour([red, green, blue]) : readOldNotation(text, probe);
}

/** Chromium before 119 and Firefox before 128 have no relative colours. They compute names, `#…`, `rgb()` and `hsl()` to `rgb()`. */
function readOldNotation(text: string, probe: HTMLElement): string | null {
  // These are accepted for every property, and are no colour of their own.
  if (/^(inherit|initial|unset|revert(-layer)?|currentcolor|var\(.*)$/i.test(text.trim())) return null;
  const [, ...parts] = /^rgba?\((\d+), (\d+), (\d+)/.exec(computed(text, probe) ?? '') ?? [];
  const [red = 0, green = 0, blue = 0] = parts.map((part) => Number(part) / 255);
  return parts.length > 0 ? formatColour([red, green, blue]) : null;
}

/** Null where the browser does not know the colour. */
function computed(colour: string, probe: HTMLElement): string | null {
  probe.style.outlineColor = colour;
  const value = probe.style.outlineColor === '' ? null : getComputedStyle(probe).outlineColor;
  probe.style.outlineColor = '';
  return value;
}
