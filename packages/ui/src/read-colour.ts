import { formatColour } from './colour.ts';

/**
 * Any colour that CSS knows, `oklch(…)`, `hsl(…)` or a name, as `#rrggbb`; null where it is none. The browser converts it, on an element of the
 * page which draws no outline.
 */
export function readColour(text: string, probe: HTMLElement): string | null {
  probe.style.outlineColor = `color(from ${text} srgb r g b / 1)`;
  const [, parts] = /^color\(srgb (.*)\)$/.exec(getComputedStyle(probe).outlineColor) ?? [];
  probe.style.outlineColor = '';
  // `none` is no light; what goes beyond the screen's sRGB is cut to it.
  const [red = 0, green = 0, blue = 0] = parts?.split(' ').map((part) => parseFloat(part) || 0) ?? [];
  return parts ? formatColour([red, green, blue]) : null;
}
