import { Page } from '../../parts/page.ts';
export class X extends Page {
  override keyActs() {
    return [];
  }
}
if (!customElements.get('me-page')) customElements.define('me-page', X);
