import { Page } from '../../parts/page.ts';
export class X extends Page {
  override keyActs() {
    return [];
  }
}
if (!customElements.get('figures-page')) customElements.define('figures-page', X);
