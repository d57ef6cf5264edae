import { expect } from '@open-wc/testing';
import { snippet, snippetKinds, type SnippetWish } from './snippets.ts';

const wish: SnippetWish = {
  serviceUrl: 'https://credit.example',
  shop: 'pk_live_7Qx2mK9rTd7Qx2mK9rTd',
  product: 'installment',
  preview: true,
  accent: '#0f5c4a',
  radius: 10,
  goods: 'Холодильник',
};

describe('the code for a shop’s page', () => {
  it('is HTML that makes the element with its attributes', () => {
    const page = new DOMParser().parseFromString(snippet('HTML', wish), 'text/html');
    const element = page.querySelector('installment-button');
    expect(element?.getAttribute('shop')).to.equal(wish.shop);
    expect(JSON.parse(element?.getAttribute('items') ?? '')).to.deep.equal([{ name: 'Холодильник', price: 4_999_000, quantity: 1 }]);
    expect(element?.hasAttribute('preview')).to.equal(true);
    expect(element?.hasAttribute('product')).to.equal(false);
    expect(page.querySelector('script')?.src).to.equal('https://credit.example/installment-button.js');
    expect(page.querySelector('style')?.textContent).to.include('--installment-accent: #0f5c4a');
  });

  it('follows each wish in every kind', () => {
    for (const kind of snippetKinds) {
      const code = snippet(kind, { ...wish, product: 'credit', preview: false, accent: null });
      expect(code, kind).to.include(wish.shop).and.include('credit');
      expect(code, kind).not.to.include('preview').and.not.to.include('--installment-accent');
    }
  });

  it('writes items as text in React and Vue, where an array would become [object Object]', () => {
    expect(snippet('React', wish)).to.include('items={JSON.stringify(items)}');
    expect(snippet('Vue', wish)).to.include(':items="JSON.stringify(items)"');
  });
});
