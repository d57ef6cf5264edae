import { base, icon, ring, ringStyles } from '@installment-button/ui';
import { readColour } from '@installment-button/ui/read-colour';
import { applyShopBrand } from '@installment-button/ui/shop-brand';
import { applyTheme } from '@installment-button/ui/theme';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { applicationStyles } from './application.styles.ts';
import { Formats } from './format/formats.ts';
import type { BuyerSession } from './session/buyer-session.ts';
import { lastStep, progressOf, screenBefore } from './session/screens.ts';
import { orderSummary, orderSummaryStyles } from './frame/order-summary.ts';
import { SheetHeight } from './frame/sheet-height.ts';
import { Step } from './steps/step.ts';
import { firstElement, isLoaded, isFirst, laterElement, loadStep, preloadSteps } from './steps/step-elements.ts';
import { loadFirstTexts, loadTexts } from './texts/load-texts.ts';
import type { FirstTexts, Texts } from './texts/texts.ts';

/** The page in the frame: header, progress line, the order, and the current screen. */
@customElement('installment-application')
export class InstallmentApplication extends LitElement {
  static override styles = [base, ringStyles, applicationStyles, orderSummaryStyles];

  @property({ attribute: false }) buyerSession: BuyerSession | undefined;
  @state() private texts: FirstTexts | null = null;
  /** With the texts of the later steps. They are loaded with the first of those steps. */
  @state() private allTexts: Texts | null = null;
  @state() private chunkFailed = false;
  private ended: (() => void) | null = null;
  private focused = '';
  private ready = false;
  private readonly height = new SheetHeight((height) => this.tellSize(height));

  constructor() {
    super();
    this.addEventListener('step-retry', () => void this.retryStep());
    // The step shows another part of itself, so its height has changed.
    this.addEventListener('step-part', () => this.requestUpdate());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKeydown);
    addEventListener('focus', this.onWindowFocus);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKeydown);
    removeEventListener('focus', this.onWindowFocus);
    this.ended?.();
    this.height.stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.buyerSession) return;
    if (changed.has('buyerSession')) {
      this.ended?.();
      this.ended = this.buyerSession.subscribe(() => this.requestUpdate());
      this.toggleAttribute('standalone', !this.buyerSession.place.framed);
    }
    const { state } = this.buyerSession;
    this.setAttribute('layout', this.layout);
    this.dress();
    if (this.texts?.locale !== state.look.locale) void this.fetchTexts();
    const spoken = this.allTexts?.locale ?? state.look.locale;
    if (state.phase === 'open' && (!this.isThere || spoken !== state.look.locale)) void this.fetchStep();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { buyerSession, texts } = this;
    if (!buyerSession || !texts) return nothing;
    const { state } = buyerSession;
    const { session } = state;
    return html`<div class="sheet">
      <header>
        ${this.bar(texts)} ${state.phase === 'open' ? this.progress(texts) : nothing}
        ${session?.order.test && state.phase === 'open' ? html`<p class="test">${texts.testOrder}</p>` : nothing}
      </header>
      <div class="body">
        <main class="column">${this.content(texts)}</main>
        ${
          session && state.phase === 'open'
            ? html`<aside class="aside" aria-label=${texts.order.heading}>
                ${orderSummary(session, state, texts, new Formats(state.look.locale, session.order.currency))}
              </aside>`
            : nothing
        }
      </div>
    </div>`;
  }

  protected override updated(): void {
    const { buyerSession } = this;
    if (!buyerSession || !this.texts) return;
    const { step } = this;
    if (step) void step.updateComplete.then(() => this.onShown(step));
    else this.height.watch(this.renderRoot, null);
  }

  private content(texts: FirstTexts): unknown {
    const { buyerSession, allTexts } = this;
    if (!buyerSession) return nothing;
    const { state } = buyerSession;
    if (state.phase === 'failed' || this.chunkFailed) return firstElement('failed', buyerSession, texts);
    if (state.phase === 'loading' || !this.isThere) {
      return html`<div class="loading" role="status"><span class="visually-hidden">${texts.loading}</span>${ring()}</div>`;
    }
    if (state.screen === 'terms' || state.screen === 'return') return firstElement(state.screen, buyerSession, texts);
    return allTexts && laterElement(state.screen, buyerSession, allTexts);
  }

  private bar(texts: FirstTexts): TemplateResult {
    const { buyerSession } = this;
    const session = buyerSession?.state.session;
    const before = session && buyerSession.state.phase === 'open' ? screenBefore(buyerSession.state.screen, session) : null;
    const closes = buyerSession && (buyerSession.state.look.framed || buyerSession.wayBack());
    return html`<div class="bar">
      ${before ? html`<button class="back" type="button" aria-label=${texts.back} @click=${() => buyerSession?.go(before)}>${icon('back')}</button>` : nothing}
      ${session?.order.shop.logo ? html`<img class="logo" src=${session.order.shop.logo} alt="" />` : nothing}
      <span class="shop">${session?.order.shop.name}</span>
      ${this.saved(texts)}
      ${closes ? html`<button class="close" type="button" aria-label=${texts.close} @click=${() => buyerSession.close('dismissed')}>${icon('close')}</button>` : nothing}
    </div>`;
  }

  private saved(texts: FirstTexts): TemplateResult | typeof nothing {
    const saving = this.buyerSession?.state.saving;
    if (this.buyerSession?.state.session?.order.status !== 'created') return nothing;
    if (saving === 'saved') return html`<span class="saved">${icon('check', 16)}${texts.saved}</span>`;
    return saving === 'failed' ? html`<span class="saved">${icon('warning', 16)}${texts.notSaved}</span>` : nothing;
  }

  private progress(texts: FirstTexts): TemplateResult | typeof nothing {
    const screen = this.buyerSession?.state.screen ?? 'terms';
    if (screen === 'ended' || screen === 'return') return nothing;
    const { step, part = 1, parts = 1 } = progressOf(screen);
    return html`<div class="progress" role="img" aria-label=${texts.step(step, lastStep)}>
      ${Array.from({ length: lastStep }, (_, index) => {
        const number = index + 1;
        return html`<i class=${number < step || (number === step && part === parts) ? 'done' : number === step ? `part-${part}` : ''}></i>`;
      })}
    </div>`;
  }

  private get layout(): 'form' | 'comparison' {
    return this.buyerSession?.state.phase === 'open' && this.buyerSession.state.screen === 'offers' ? 'comparison' : 'form';
  }

  /** Applies theme and brand. What the page around the frame says wins over what the shop registered. */
  private dress(): void {
    const { look, session } = this.buyerSession?.state ?? {};
    if (!look) return;
    const root = document.documentElement;
    applyTheme(root, look.theme);
    const { accent, radius } = session?.order.shop ?? {};
    applyShopBrand(root, { accent: (look.accent && readColour(look.accent, root)) ?? accent, radius: look.radius ?? radius });
    if (session && this.texts) document.title = `${this.texts.product[session.order.product]} — ${session.order.shop.name}`;
    root.style.setProperty('--safe-bottom', `${look.safeAreaBottom}px`);
  }

  /** Whether code and texts of the current screen are loaded. */
  private get isThere(): boolean {
    const { screen } = this.buyerSession?.state ?? {};
    return screen !== undefined && (isFirst(screen) || (isLoaded(screen) && this.allTexts !== null));
  }

  private async fetchTexts(): Promise<void> {
    const locale = this.buyerSession?.state.look.locale ?? 'ru';
    const texts = await loadFirstTexts(locale);
    if (this.buyerSession?.state.look.locale !== locale) return;
    this.texts = texts;
    document.documentElement.lang = locale;
  }

  private async fetchStep(): Promise<void> {
    const { screen = 'terms', look } = this.buyerSession?.state ?? {};
    try {
      const [texts] = await Promise.all([loadTexts(look?.locale ?? 'ru'), loadStep(screen)]);
      this.chunkFailed = false;
      this.allTexts = texts;
    } catch {
      this.chunkFailed = true;
      this.buyerSession?.port?.send('error', { code: 'chunk_failed', message: 'A part of the application could not be loaded' });
    }
  }

  /** A browser may remember that a module failed. If it fails again, the page is reloaded; the draft is saved. */
  private async retryStep(): Promise<void> {
    await this.fetchStep();
    if (this.chunkFailed) location.reload();
  }

  private onShown(step: Step<FirstTexts>): void {
    this.height.watch(this.renderRoot, step.screenRoot);
    const { buyerSession } = this;
    if (!buyerSession) return;
    if (!this.ready) {
      this.ready = true;
      buyerSession.port?.send('ready', {});
      preloadSteps(buyerSession.state.look.locale);
    }
    const entered = `${buyerSession.state.session?.order.id} ${buyerSession.state.phase} ${buyerSession.state.screen}`;
    if (entered === this.focused) return;
    this.focused = entered;
    scrollTo(0, 0);
    step.focusHeading();
  }

  private get step(): Step<FirstTexts> | null {
    const step = this.renderRoot.querySelector('.column')?.firstElementChild;
    return step instanceof Step ? step : null;
  }

  private tellSize(height: number): void {
    this.buyerSession?.port?.send('resize', { height, layout: this.layout });
  }

  // The dialog around the frame does not see a key that is pressed inside the frame. On the document, because after a click on blank space
  // the focus is on the body.
  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && this.buyerSession?.state.look.framed) this.buyerSession.close('dismissed');
  };

  // A frame in another process than the shop's page gets the focus later than it asked for it, and then on its body.
  private readonly onWindowFocus = (): void => {
    if (document.activeElement === document.body) this.step?.focusHeading();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'installment-application': InstallmentApplication;
  }
}
