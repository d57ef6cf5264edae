import { button, ring } from '@installment-button/ui';
import { applyShopBrand } from '@installment-button/ui/shop-brand';
import { applyTheme } from '@installment-button/ui/theme';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Cabinet } from '../state/cabinet.ts';
import { shellStyles } from './installment-cabinet.styles.ts';
import { chunkOf, fetchChunk, hasArrived, pageElement, warmPages, type Chunk } from './pages.ts';
import { shortcutsBar, shortcutsHelp } from './shortcuts-bar.ts';
import { sharedShortcuts } from './shared-shortcuts.ts';
import { tabBar } from './tab-bar.ts';
import { toastList } from './toast-list.ts';
import { topBar, type Layer } from './top-bar.ts';
import './command-palette.ts';

/** The cabinet: its bars around the open page. */
@customElement('installment-cabinet')
export class InstallmentCabinet extends LitElement {
  static override styles = shellStyles;

  @property({ attribute: false }) cabinet: Cabinet | undefined;
  @state() private chunkFailed = false;
  @state() private layer: Layer | null = null;
  private readonly stops: (() => void)[] = [];
  private shownPlace = '';

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeprint', this.onPrint);
    addEventListener('afterprint', this.dress);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeprint', this.onPrint);
    removeEventListener('afterprint', this.dress);
    this.stops.splice(0).forEach((stop) => stop());
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { cabinet } = this;
    if (!cabinet) return;
    if (changed.has('cabinet')) {
      this.stops.splice(0).forEach((stop) => stop());
      this.stops.push(
        cabinet.subscribe(() => this.requestUpdate()),
        cabinet.shortcuts.listen(document),
      );
    }
    cabinet.shortcuts.shared = sharedShortcuts(cabinet, (layer) => (this.layer = layer));
    this.dress();
    applyShopBrand(document.documentElement, cabinet.me?.shop ?? {});
    const chunk = chunkOf(cabinet);
    if (cabinet.phase !== 'loading' && chunk && !hasArrived(chunk)) void this.fetch(chunk);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { cabinet } = this;
    if (!cabinet) return nothing;
    const { phase, texts, place } = cabinet;
    if (phase === 'failed') return this.failed(texts.failures.unavailable, () => void cabinet.open());
    if (place.page === 'password' || phase === 'signed-out') return html`<main>${this.page(cabinet)}</main>`;
    if (phase === 'loading') return this.loading(texts.loading);
    return html`${topBar(cabinet, (layer) => (this.layer = layer), this.skip)}
      ${cabinet.mode === 'test' && cabinet.me?.modes.includes('live') ? html`<p class="band small">${texts.testBand}</p>` : nothing}
      <main id="main" tabindex="-1">${this.page(cabinet)}</main>
      ${shortcutsBar(cabinet, () => (this.layer = 'keys'))} ${tabBar(cabinet)} ${toastList(cabinet)}
      ${this.layer === 'keys' ? shortcutsHelp(cabinet, () => (this.layer = null)) : nothing}
      ${
        this.layer === 'commands'
          ? html`<command-palette .cabinet=${cabinet} @dialog-close=${() => (this.layer = null)}></command-palette>`
          : nothing
      }`;
  }

  protected override updated(): void {
    const { cabinet } = this;
    if (!cabinet) return;
    document.title = titleOf(cabinet);
    if (cabinet.phase === 'open') warmPages();
    const place = JSON.stringify(cabinet.place.page === 'orders' ? 'orders' : cabinet.place);
    if (place === this.shownPlace) return;
    // The list restores its own scroll position.
    if (this.shownPlace !== '' && cabinet.place.page !== 'orders') scrollTo(0, 0);
    this.shownPlace = place;
  }

  private page(cabinet: Cabinet): TemplateResult {
    const { texts } = cabinet;
    if (this.chunkFailed) return this.failed(texts.failures.offline, () => void this.fetch(chunkOf(cabinet) ?? 'order'));
    return hasArrived(chunkOf(cabinet)) ? pageElement(cabinet) : this.loading(texts.loading);
  }

  private loading(text: string): TemplateResult {
    return html`<div class="loading" role="status"><span class="visually-hidden">${text}</span>${ring()}</div>`;
  }

  private failed(text: string, again: () => void): TemplateResult {
    return html`<div class="failed" role="alert">
      <p>${text}</p>
      ${button({ kind: 'line', label: this.cabinet?.texts.retry, onPress: again })}
    </div>`;
  }

  private readonly dress = (): void => {
    applyTheme(document.documentElement, this.cabinet?.settings.theme ?? 'auto');
  };

  /** Prints dark on white, whatever the theme is. */
  private readonly onPrint = (): void => applyTheme(document.documentElement, 'light');

  private readonly skip = (): void => {
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  };

  private async fetch(chunk: Chunk): Promise<void> {
    try {
      await fetchChunk(chunk);
      this.chunkFailed = false;
      this.requestUpdate();
    } catch {
      this.chunkFailed = true;
    }
  }
}

/** The title names no buyer and no order: the browser's history keeps it. */
function titleOf({ texts, phase, me, place, orders }: Cabinet): string {
  if (phase !== 'open' || !me) return texts.shopCabinet;
  const section =
    place.page === 'password' || place.page === 'nowhere' || place.page === 'order' ? texts.nav.orders : texts.nav[place.page];
  const waiting = orders.summary?.waiting.count ?? 0;
  return `${waiting > 0 ? `(${waiting}) ` : ''}${section} — ${me.shop.name}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'installment-cabinet': InstallmentCabinet;
  }
}
