import { Page } from '../../parts/page.ts';
export class X extends Page {
  override keyActs() {
    return [];
  }
}
if (!customElements.get('shop-page')) customElements.define('shop-page', X);
