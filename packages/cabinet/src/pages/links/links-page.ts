import { Page } from '../../parts/page.ts';
export class X extends Page {
  override keyActs() {
    return [];
  }
}
if (!customElements.get('links-page')) customElements.define('links-page', X);
