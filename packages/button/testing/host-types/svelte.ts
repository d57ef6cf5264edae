import type {} from 'installment-button/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

export const props: SvelteHTMLElements['installment-button'] = {
  shop: 'pk_live_0000000000000000',
  items: '[]',
  preview: true,
  class: 'buy',
  'oninstallment-status': ({ detail }) => void detail.orderId,
};
