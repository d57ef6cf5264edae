import {
  endpointListSchema,
  endpointSecretSchema,
  endpointTestSchema,
  type EndpointHealth,
} from '@installment-button/protocol/cabinet/shop';
import { button, icon, selectField, textField } from '@installment-button/ui';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiError } from '../../api-error.ts';
import { copyText } from '../../parts/copy-text.ts';
import { sign } from '../../parts/icons.ts';
import { secretOnce, secretOnceStyles } from '../../parts/secret-once.ts';
import { Section } from '../../parts/section.ts';
import { integrationTexts } from './texts.ts';

const SHOWN = 36;

/** Where the shop's server is told, and how that goes. */
@customElement('webhooks-section')
export class WebhooksSection extends Section {
  static override styles = [
    ...Section.styles,
    secretOnceStyles,
    css`
      .endpoint {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto auto;
        gap: 4px 16px;
        align-items: center;
        min-height: 60px;
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }
      .endpoint .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 20px;
        justify-content: flex-end;
      }
      .strokes .taken {
        fill: var(--ink);
      }
      .strokes .failed {
        fill: none;
        stroke: var(--bad);
      }
      .strokes .waits {
        fill: var(--tick);
      }
      .fields {
        display: grid;
        gap: 16px;
      }
      @media (max-width: 900px) {
        .endpoint {
          grid-template-columns: 20px minmax(0, 1fr);
        }
        .endpoint > :nth-child(n + 3) {
          grid-column: 2;
          justify-content: flex-start;
        }
      }
    `,
  ];

  @state() private endpoints: EndpointHealth[] | null = null;
  @state() private adding: { url: string; test: boolean } | null = null;
  @state() private fresh: string | null = null;
  @state() private removing: string | null = null;
  @state() private readonly checks = new Map<string, { delivered: boolean; status: number | null }>();

  private get texts() {
    return integrationTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    this.endpoints = (await this.cabinet.api.get('/endpoints', endpointListSchema)).data;
  }

  protected override render(): TemplateResult {
    const { webhooks: words, keys, steps } = this.texts;
    return this.frame(
      steps.webhooks,
      words.note,
      html`${this.alert(this.adding !== null)}
        <div aria-live="polite">
          ${
            this.fresh === null
              ? nothing
              : secretOnce({
                  heading: words.secret,
                  secret: this.fresh,
                  copy: keys.copy,
                  done: keys.saved,
                  onCopy: () => void copyText(this.fresh ?? ''),
                  onDone: () => (this.fresh = null),
                })
          }
        </div>
        ${this.endpoints?.length === 0 ? html`<p class="quiet">${words.none}</p>` : this.endpoints?.map((endpoint) => this.endpoint(endpoint))}
        ${this.form()}`,
    );
  }

  private endpoint(endpoint: EndpointHealth): TemplateResult {
    const { webhooks: words } = this.texts;
    const { id, url, test, types, disabledAt, failingSince, last } = endpoint;
    const bad = disabledAt !== null || failingSince !== null;
    const ok = last.filter((state) => state === 'succeeded').length;
    return html`<div class="endpoint">
      ${
        bad
          ? html`<span class="bad">${sign('failed')}</span>`
          : last.length > 0
            ? html`<span class="good">${icon('check')}</span>`
            : html`<span class="quiet">${sign('clock')}</span>`
      }
      <div>
        <p class="mono break">${url}</p>
        <p class="small quiet">
          ${test ? `${words.test} · ` : ''}${this.state(endpoint) ?? (types === null ? words.all : types.join(', '))}
        </p>
      </div>
      <div>
        ${last.length > 0 ? strokes(last, words.health(ok, last.length)) : html`<span class="small quiet">${words.waits}</span>`}
        ${last.length > 0 ? html`<p class="small quiet">${this.formats.percent((100 * ok) / last.length, 1)}</p>` : nothing}
      </div>
      <span class="acts">
        <button class="text-button small" type="button" @click=${() => void this.check(id)}>${words.check}</button>
        <button class="text-button small" type="button" @click=${() => void this.rotate(id)}>${words.rotate}</button>
        <button
          class="text-button small ${this.removing === id ? 'bad' : ''}"
          type="button"
          @click=${() => void this.takeOff(id)}
          @blur=${() => (this.removing = null)}
        >
          ${this.removing === id ? words.removeSure : words.remove}
        </button>
      </span>
    </div>`;
  }

  private state({ id, disabledAt, failingSince, lastFailure }: EndpointHealth): TemplateResult | string | null {
    const { webhooks: words } = this.texts;
    const check = this.checks.get(id);
    if (check)
      return html`<span class=${check.delivered ? 'good' : 'bad'} role="status">${words.checked(check.delivered, check.status)}</span>`;
    if (disabledAt !== null) return html`<span class="bad">${words.disabled}</span>`;
    if (failingSince === null || !lastFailure) return null;
    return html`<span class="bad"
      >${words.failing(lastFailure.status, this.formats.moment(new Date(lastFailure.at), this.cabinet.now()))}</span
    >`;
  }

  private form(): TemplateResult {
    const { webhooks: words } = this.texts;
    const { adding } = this;
    if (adding === null) {
      return html`<button class="text-button plain add" type="button" @click=${() => (this.adding = { url: 'https://', test: false })}>
        ${sign('plus', 16)}${words.add}
      </button>`;
    }
    return html`<form novalidate @submit=${this.add}>
      <div class="fields">
        ${textField({
          id: 'url',
          label: words.label,
          value: adding.url,
          hint: words.hint,
          error: this.failure instanceof ApiError ? words.wrong : undefined,
          autocapitalize: 'none',
          onInput: (url) => {
            this.adding = { ...adding, url };
            this.failure = null;
          },
        })}
        ${selectField({
          id: 'kind',
          label: words.kind,
          value: adding.test ? 'test' : 'live',
          choices: [
            { value: 'live', label: words.live },
            { value: 'test', label: words.test },
          ],
          onChange: (value) => (this.adding = { ...adding, test: value === 'test' }),
        })}
      </div>
      <div class="end-row">
        ${button({ kind: 'line', label: words.add, type: 'submit', busy: this.busy })}
        ${button({ kind: 'bare', label: this.common.cancel, onPress: () => (this.adding = null) })}
      </div>
    </form>`;
  }

  private readonly add = (event: Event): void => {
    event.preventDefault();
    void this.attempt(async () => {
      this.fresh = (await this.cabinet.api.post('/endpoints', endpointSecretSchema, this.adding)).secret;
      this.adding = null;
      await this.load();
    });
  };

  private check(id: string): Promise<boolean> {
    return this.attempt(async () => {
      this.checks.set(id, await this.cabinet.api.post(`/endpoints/${id}/test`, endpointTestSchema));
      await this.load();
    });
  }

  private rotate(id: string): Promise<boolean> {
    return this.attempt(async () => {
      this.fresh = (await this.cabinet.api.post(`/endpoints/${id}/rotate`, endpointSecretSchema)).secret;
    });
  }

  private async takeOff(id: string): Promise<void> {
    if (this.removing !== id) {
      this.removing = id;
      return;
    }
    this.removing = null;
    await this.attempt(async () => {
      await this.cabinet.api.act('DELETE', `/endpoints/${id}`);
      await this.load();
    });
  }
}

/** 36 strokes: full ones arrived, short hollow ones did not. */
function strokes(last: EndpointHealth['last'], label: string): TemplateResult {
  const width = SHOWN * 7;
  const first = SHOWN - last.length;
  return html`<svg class="strokes" width=${width} height="20" viewBox="0 0 ${width} 20" role="img" aria-label=${label}>
    ${last.map((state, index) => {
      const x = (first + index) * 7 + 2;
      if (state === 'succeeded') return svg`<rect class="taken" x=${x} y="0" width="3" height="20"/>`;
      if (state === 'failed') return svg`<rect class="failed" x=${x - 0.5} y="12.5" width="4" height="7"/>`;
      return svg`<rect class="waits" x=${x + 1} y="0" width="1" height="20"/>`;
    })}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'webhooks-section': WebhooksSection;
  }
}
