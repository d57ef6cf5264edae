import { Page } from '../../parts/page.ts';
export class X extends Page {
  override keyActs() {
    return [];
  }
}
if (!customElements.get('integration-page')) customElements.define('integration-page', X);
