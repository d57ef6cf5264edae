export interface SnippetWish {
  serviceUrl: string;
  shop: string;
  product: 'installment' | 'credit';
  preview: boolean;
  accent: string | null;
  radius: number;
  goods: string;
}

export const snippetKinds = ['HTML', 'React', 'Vue', 'npm'] as const;
export type SnippetKind = (typeof snippetKinds)[number];

/** The code that puts the button on a shop's page. */
export function snippet(kind: SnippetKind, wish: SnippetWish): string {
  return writers[kind](wish);
}

const items = ({ goods }: SnippetWish) => `[{"name":"${goods}","price":4999000,"quantity":1}]`;
const look = ({ accent, radius }: SnippetWish) =>
  [...(accent ? [`--installment-accent: ${accent}`] : []), `--installment-radius: ${radius}px`].join('; ');

const writers: Record<SnippetKind, (wish: SnippetWish) => string> = {
  HTML: (wish) =>
    [
      `<script type="module" src="${wish.serviceUrl}/installment-button.js"></script>`,
      `<style>installment-button { ${look(wish)} }</style>`,
      '<installment-button',
      `  shop="${wish.shop}"`,
      `  items='${items(wish)}'`,
      ...(wish.product === 'credit' ? ['  product="credit"'] : []),
      ...(wish.preview ? ['  preview'] : []),
      '></installment-button>',
    ].join('\n'),

  React: (wish) =>
    [
      "import 'installment-button';",
      '',
      'export function InstallmentButton({ items }) {',
      '  return (',
      '    <installment-button',
      `      service-url="${wish.serviceUrl}"`,
      `      shop="${wish.shop}"`,
      '      items={JSON.stringify(items)}',
      ...(wish.product === 'credit' ? ['      product="credit"'] : []),
      ...(wish.preview ? ['      preview'] : []),
      `      style={{ ${reactLook(wish)} }}`,
      '      oninstallment-status={(event) => console.log(event.detail.status)}',
      '    />',
      '  );',
      '}',
    ].join('\n'),

  Vue: (wish) =>
    [
      '<script setup>',
      "import 'installment-button';",
      '',
      'const { items } = defineProps(["items"]);',
      '</script>',
      '',
      '<template>',
      '  <installment-button',
      `    service-url="${wish.serviceUrl}"`,
      `    shop="${wish.shop}"`,
      '    :items="JSON.stringify(items)"',
      ...(wish.product === 'credit' ? ['    product="credit"'] : []),
      ...(wish.preview ? ['    :preview="true"'] : []),
      `    style="${look(wish)}"`,
      '    @installment-status="(event) => console.log(event.detail.status)"',
      '  />',
      '</template>',
    ].join('\n'),

  npm: (wish) =>
    [
      'npm install installment-button',
      '',
      "import { Installment } from 'installment-button';",
      '',
      'const payment = Installment.open({',
      `  serviceUrl: '${wish.serviceUrl}',`,
      `  shop: '${wish.shop}',`,
      ...(wish.product === 'credit' ? ["  product: 'credit',"] : []),
      `  items: ${items(wish)},`,
      '});',
      "payment.on('status', ({ status }) => console.log(status));",
    ].join('\n'),
};

const reactLook = ({ accent, radius }: SnippetWish) =>
  [...(accent ? [`'--installment-accent': '${accent}'`] : []), `'--installment-radius': '${radius}px'`].join(', ');
