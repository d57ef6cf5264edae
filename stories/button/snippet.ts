/** What the playground lets one change. */
export interface Tokens {
  accent: string;
  onAccent: string;
  text: string;
  /** px */
  radius: number;
  font: string;
  weight: number;
  /** em */
  tracking: number;
  /** px; 0: as the size has it */
  height: number;
  /** px */
  gap: number;
  variant: string;
  size: string;
  theme: string;
  product: string;
  locale: string;
  preview: boolean;
  fullWidth: boolean;
}

interface Snippet {
  attributes: Record<string, string>;
  style: Record<string, string>;
  /** For the shop's page, with nothing in it that is the default anyway. */
  code: string;
}

export function snippetOf(tokens: Tokens): Snippet {
  const { accent, onAccent, text, radius, font, weight, tracking, height, gap, variant, size, theme, product, locale, preview, fullWidth } =
    tokens;
  const style = given({
    '--installment-accent': accent,
    '--installment-on-accent': onAccent,
    '--installment-text': text,
    '--installment-radius': radius === 10 ? '' : `${radius}px`,
    '--installment-font': font,
    '--installment-weight': weight === 500 ? '' : String(weight),
    '--installment-tracking': tracking ? `${tracking}em` : '',
    '--installment-height': height ? `${height}px` : '',
    '--installment-gap': gap === 8 ? '' : `${gap}px`,
    width: fullWidth ? '100%' : '',
  });
  const attributes = given({
    variant: variant === 'filled' ? '' : variant,
    size: size === 'm' ? '' : size,
    theme: theme === 'auto' ? '' : theme,
    product: product === 'installment' ? '' : product,
    locale: locale === 'ru' ? '' : locale,
  });
  if (preview) attributes['preview'] = '';
  return { attributes, style, code: write(attributes, style) };
}

const given = (entries: Record<string, string>) => Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== ''));

function write(attributes: Record<string, string>, style: Record<string, string>): string {
  const rules = Object.entries(style).map(([name, value]) => `    ${name}: ${value};`);
  const tag = Object.entries(attributes).map(([name, value]) => (value ? ` ${name}="${value}"` : ` ${name}`));
  return [
    `<script type="module" src="https://credit.example/installment-button.js"></script>`,
    ...(rules.length ? ['<style>', '  installment-button {', ...rules, '  }', '</style>'] : []),
    `<installment-button${tag.join('')}`,
    `  shop="pk_live_…"`,
    `  items='[{"name":"Fridge","price":4999000,"quantity":1}]'`,
    `></installment-button>`,
  ].join('\n');
}
