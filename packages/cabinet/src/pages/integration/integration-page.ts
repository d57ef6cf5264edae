import {
  endpointListSchema,
  integrationSchema,
  keyListSchema,
  shopSettingsSchema,
  type EndpointHealth,
  type Integration,
  type Key,
  type ShopSettings,
} from '@installment-button/protocol/cabinet/shop';
import { icon } from '@installment-button/ui';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Shortcut } from '../../state/shortcuts.ts';
import { pageHead } from '../../parts/page-head.ts';
import { Page } from '../../parts/page.ts';
import './code-section.ts';
import './keys-section.ts';
import './origins-section.ts';
import './test-section.ts';
import { integrationTexts } from './texts.ts';
import './webhooks-section.ts';

const steps = ['keys', 'origins', 'code', 'webhooks', 'test'] as const;
const FOLLOW_MS = 4000;

/** What a developer needs to connect the shop, in the order of the work. */
@customElement('integration-page')
export class IntegrationPage extends Page {
  static override styles = [
    ...Page.styles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0 64px;
        align-items: start;
      }
      .steps {
        position: sticky;
        top: 72px;
        display: none;
        border-top: 1px solid var(--ink);
      }
      .steps a {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 2.75rem;
        border-bottom: 1px solid var(--line);
        color: var(--ink-2);
        text-decoration: none;
      }
      .steps a:hover {
        color: var(--ink);
      }
      @media (min-width: 64em) {
        .columns {
          grid-template-columns: 176px minmax(0, 1fr);
        }
        .steps {
          display: block;
        }
      }
    `,
  ];

  @state() private settings: ShopSettings | null = null;
  @state() private integration: Integration | null = null;
  @state() private keys: Key[] = [];
  @state() private endpoints: EndpointHealth[] = [];
  private following: ReturnType<typeof setInterval> | null = null;

  private get texts() {
    return integrationTexts[this.cabinet.locale];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt.run(() => this.load());
    // A test purchase runs in another tab.
    this.following = setInterval(() => {
      if (document.visibilityState === 'visible') void this.look().catch(() => undefined);
    }, FOLLOW_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.following) clearInterval(this.following);
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.addEventListener('settings-changed', ({ detail }: Event & { detail?: ShopSettings }) => {
      if (!detail) return;
      this.settings = detail;
      const { me } = this.cabinet;
      if (me)
        this.cabinet.renew({
          ...me,
          shop: { ...me.shop, accent: detail.accent, radius: detail.radius, logo: detail.logo, name: detail.name },
        });
    });
  }

  private async load(): Promise<void> {
    const { api } = this.cabinet;
    this.settings = await api.get('/shop', shopSettingsSchema);
    this.keys = (await api.get('/keys', keyListSchema)).data;
    await this.look();
  }

  private async look(): Promise<void> {
    const { api } = this.cabinet;
    this.integration = await api.get('/integration', integrationSchema);
    this.endpoints = (await api.get('/endpoints', endpointListSchema)).data;
  }

  private get done(): Record<(typeof steps)[number], boolean> {
    return {
      keys: this.keys.some(({ kind }) => kind === 'publishable'),
      origins: (this.settings?.origins.length ?? 0) > 0,
      code: this.integration?.buttonSeenAt != null,
      webhooks: this.endpoints.length > 0,
      test: this.integration?.testPurchase.signed ?? false,
    };
  }

  protected override render(): TemplateResult {
    const { cabinet, settings } = this;
    return html`${this.head()} ${this.alert()}
      <div class="columns">
        <nav class="steps" aria-label=${this.shared.nav.integration}>
          ${steps.map(
            (step) =>
              html`<a href="#${step}" @click=${(event: Event) => this.jump(event, step)}
                >${this.texts.steps[step]}${this.done[step] ? html`<span class="good">${icon('check', 16)}</span>` : nothing}</a
              >`,
          )}
        </nav>
        <div @purchase-made=${() => void this.look()}>
          <keys-section id="keys" .cabinet=${cabinet}></keys-section>
          <origins-section id="origins" .cabinet=${cabinet} .settings=${settings}></origins-section>
          <code-section id="code" .cabinet=${cabinet} .settings=${settings} .keys=${this.keys}></code-section>
          <webhooks-section id="webhooks" .cabinet=${cabinet}></webhooks-section>
          <test-section id="test" .cabinet=${cabinet} .integration=${this.integration}></test-section>
        </div>
      </div>`;
  }

  private head(): TemplateResult {
    const { texts, formats, integration } = this;
    const ready = steps.filter((step) => this.done[step]).length;
    const left = steps.filter((step) => !this.done[step]).map((step) => texts.steps[step].toLowerCase());
    const span = integration?.buttonSeenAt ? (this.cabinet.now().getTime() - new Date(integration.buttonSeenAt).getTime()) / 1000 : null;
    const facts: [string, unknown][] = [[texts.seen, span === null ? texts.never : this.shared.ago(formats.span(Math.max(60, span)))]];
    if (integration?.deliveredPercent != null) facts.push([texts.delivered, formats.percent(integration.deliveredPercent, 1)]);
    return pageHead({
      heading: texts.ready(ready, steps.length),
      caption: left.length === 0 ? texts.allReady : html`${texts.left} <b>${left.join(', ')}</b>`,
      facts,
    });
  }

  private jump(event: Event, step: string): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>(`#${step}`)?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }

  override shortcuts(): readonly Shortcut[] {
    const { keysBar } = this.texts;
    return [
      ...steps.map((step, index) => ({
        code: `Digit${index + 1}`,
        shown: index === 0 ? ['1', '–', String(steps.length)] : [String(index + 1)],
        label: keysBar.sections,
        quiet: index > 0,
        own: { shown: String(index + 1), label: this.texts.steps[step] },
        run: () => this.renderRoot.querySelector(`#${step}`)?.scrollIntoView({ block: 'start' }),
      })),
      { code: 'KeyT', shown: ['T'], label: keysBar.test, run: () => void this.renderRoot.querySelector('test-section')?.start() },
      { code: 'KeyY', shown: ['Y'], label: keysBar.copy, run: () => void this.renderRoot.querySelector('code-section')?.copy() },
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'integration-page': IntegrationPage;
  }
}
