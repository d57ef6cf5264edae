/** A colour of the sRGB space, each part 0…1. */
export type Rgb = readonly [red: number, green: number, blue: number];

export const white: Rgb = [1, 1, 1];
export const black: Rgb = [0, 0, 0];

/** Reads `#rgb` and `#rrggbb`; anything else is not a colour here. */
export function parseColour(text: string): Rgb | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  const parts = short ? short.slice(1).map((digit) => digit + digit) : /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)?.slice(1);
  if (!parts) return null;
  const [red = 0, green = 0, blue = 0] = parts.map((part) => parseInt(part, 16) / 255);
  return [red, green, blue];
}

export function formatColour(colour: Rgb): string {
  return `#${colour
    .map((part) =>
      Math.round(clamp(part) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** The contrast of two colours as WCAG 2 counts it, 1…21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** White or black, whichever is easier to read on `colour`: one of them always has 4.58 or more. */
export function readableOn(colour: Rgb): Rgb {
  return contrast(colour, white) >= contrast(colour, black) ? white : black;
}

/** `share` (0…1) of `other` mixed into `colour`, in OKLab, as `color-mix(in oklab, …)` does it. */
export function mix(colour: Rgb, other: Rgb, share: number): Rgb {
  const [from, to] = [toOklab(colour), toOklab(other)];
  return fromOklab([0, 1, 2].map((index) => (from[index] ?? 0) * (1 - share) + (to[index] ?? 0) * share));
}

/** The same hue, lighter or darker by as little as gives `ratio` against `ground`. */
export function withContrast(colour: Rgb, ground: Rgb, ratio: number): Rgb {
  if (contrast(colour, ground) >= ratio) return colour;
  const [lightness = 0, a = 0, b = 0] = toOklab(colour);
  const end = readableOn(ground) === white ? 1 : 0;
  // The colourfulness stays longer than in a straight mix, so that a deep green becomes a light green and not a grey.
  const moved = (share: number) => {
    const colourful = (1 + share / 2) * (1 - share ** 4);
    return rounded(fromOklab([lightness + (end - lightness) * share, a * colourful, b * colourful]));
  };
  let [low, high] = [0, 1];
  for (let step = 0; step < 16; step++) {
    const middle = (low + high) / 2;
    if (contrast(moved(middle), ground) >= ratio) high = middle;
    else low = middle;
  }
  return moved(high);
}

/** How far the colour is from grey in OKLab: 0 for grey, about 0.1 for a deep green, 0.31 for pure blue. */
export function colourfulness(colour: Rgb): number {
  const [, a = 0, b = 0] = toOklab(colour);
  return Math.hypot(a, b);
}

function rounded(colour: Rgb): Rgb {
  const [red, green, blue] = colour;
  const round = (part: number) => Math.round(clamp(part) * 255) / 255;
  return [round(red), round(green), round(blue)];
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);
}

const clamp = (part: number) => Math.min(1, Math.max(0, part));
const toLinear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const fromLinear = (part: number) => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055);

// The matrices are Björn Ottosson's: https://bottosson.github.io/posts/oklab/
function toOklab(colour: Rgb): number[] {
  const [red, green, blue] = [toLinear(colour[0]), toLinear(colour[1]), toLinear(colour[2])];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
}

function fromOklab([lightness = 0, a = 0, b = 0]: number[]): Rgb {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp(fromLinear(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short)),
    clamp(fromLinear(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short)),
    clamp(fromLinear(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short)),
  ];
}
