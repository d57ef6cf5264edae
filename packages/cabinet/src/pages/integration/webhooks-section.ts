import {
  endpointDeliveryListSchema,
  endpointListSchema,
  endpointSecretSchema,
  endpointTestSchema,
  type EndpointDelivery,
  type EndpointHealth,
} from '@installment-button/protocol/cabinet/shop';
import { webhookTypes, type WebhookType } from '@installment-button/protocol/webhooks';
import { icon, selectField, textField } from '@installment-button/ui';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiError } from '../../api/api-error.ts';
import { copyText } from '../../browser/copy-text.ts';
import { deliveryLine, deliveryLineStyles } from '../../parts/delivery-line.ts';
import { addButton, choicesOf, formEnd } from '../../parts/form-parts.ts';
import { sign } from '../../parts/icons.ts';
import { PressTwice } from '../../parts/press-twice.ts';
import { secretOnce, secretOnceStyles } from '../../parts/secret-once.ts';
import { Section } from '../../parts/section.ts';
import { linkTo } from '../../shell/link-to.ts';
import { deliveryTexts } from '../../texts/deliveries.ts';
import { integrationTexts } from './texts.ts';

const SHOWN = 36;

interface NewEndpoint {
  url: string;
  test: boolean;
  /** null: all types. */
  types: WebhookType[] | null;
}

/** The shop's webhook endpoints, and whether their deliveries succeed. */
@customElement('webhooks-section')
export class WebhooksSection extends Section {
  static override styles = [
    ...Section.styles,
    secretOnceStyles,
    deliveryLineStyles,
    css`
      .endpoint {
        grid-template-columns: 20px minmax(0, 1fr) auto auto;
        min-height: 3.75rem;
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
      .deliveries {
        padding: 0 0 16px 36px;
      }
      .types {
        grid-column: 1 / -1;
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
        gap: 0 16px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      .types label {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 2.75rem;
      }
      @media (max-width: 56.25em) {
        .endpoint {
          grid-template-columns: 20px minmax(0, 1fr);
        }
        .endpoint > :nth-child(n + 3) {
          grid-column: 2;
          justify-content: flex-start;
        }
        .deliveries {
          padding-left: 0;
        }
      }
    `,
  ];

  @state() private endpoints: EndpointHealth[] | null = null;
  @state() private adding: NewEndpoint | null = null;
  /** The endpoint whose deliveries are shown. */
  @state() private openId: string | null = null;
  @state() private deliveries: EndpointDelivery[] = [];
  @state() private fresh: string | null = null;
  private readonly removing = new PressTwice(this);
  @state() private readonly checks = new Map<string, { delivered: boolean; status: number | null }>();

  private get texts() {
    return integrationTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    const { api } = this.cabinet;
    this.endpoints = (await api.get('/endpoints', endpointListSchema)).data;
    const { openId } = this;
    if (openId !== null) this.deliveries = (await api.get(`/endpoints/${openId}/deliveries`, endpointDeliveryListSchema)).data;
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
    const tried = last.filter((state) => state !== 'pending').length;
    const open = this.openId === id;
    return html`<div class="list-line endpoint">
        ${
          bad
            ? html`<span class="bad">${sign('failed')}</span>`
            : ok > 0
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
          ${last.length > 0 ? strokes(last, words.health(ok, tried)) : html`<span class="small quiet">${words.waits}</span>`}
          ${tried > 0 ? html`<p class="small quiet">${this.formats.percent((100 * ok) / tried, 1)}</p>` : nothing}
        </div>
        <span class="line-acts">
          ${
            last.length > 0
              ? html`<button class="text-button small" type="button" aria-expanded=${open} @click=${() => void this.look(open ? null : id)}>
                  ${open ? words.hide : words.deliveries}
                </button>`
              : nothing
          }
          <button class="text-button small" type="button" @click=${() => void this.check(id)}>${words.check}</button>
          <button class="text-button small" type="button" @click=${() => void this.rotate(id)}>${words.rotate}</button>
          ${this.removing.button(id, { label: words.remove, question: words.removeSure, act: () => void this.removeEndpoint(id) })}
        </span>
      </div>
      ${open ? html`<div class="deliveries">${this.deliveries.map((delivery) => this.delivery(delivery))}</div>` : nothing}`;
  }

  private delivery(delivery: EndpointDelivery): TemplateResult {
    const { cabinet, formats } = this;
    const { id, type, orderId, number } = delivery;
    const place = { page: 'order' as const, id: orderId };
    return deliveryLine({
      delivery,
      texts: deliveryTexts[cabinet.locale],
      moment: formats.moment(new Date(delivery.at), cabinet.now()),
      heading: html`<span class="mono">${type}</span>
        <a class="small" href=${cabinet.hrefOf(place)} @click=${linkTo(cabinet, place)}>${this.texts.webhooks.order(number)}</a>`,
      redeliver: () =>
        void this.attempt.run(async () => {
          await cabinet.api.act('POST', `/orders/${orderId}/deliveries/${id}/redeliver`);
          await this.load();
        }),
    });
  }

  private look(id: string | null): Promise<boolean> {
    this.openId = id;
    this.deliveries = [];
    return this.attempt.run(() => this.load());
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
      return addButton(words.add, () => (this.adding = { url: 'https://', test: false, types: null }));
    }
    return html`<form novalidate @submit=${this.add}>
      <div class="fields">
        ${textField({
          id: 'url',
          span: 'wide',
          label: words.label,
          value: adding.url,
          hint: words.hint,
          error: this.attempt.failure instanceof ApiError ? words.wrong : undefined,
          autocapitalize: 'none',
          onInput: (url) => {
            this.adding = { ...adding, url };
            this.attempt.clear();
          },
        })}
        ${selectField({
          id: 'kind',
          label: words.kind,
          value: adding.test ? 'test' : 'live',
          choices: choicesOf({ live: words.live, test: words.test }),
          onChange: (value) => (this.adding = { ...adding, test: value === 'test' }),
        })}
        ${selectField({
          id: 'which',
          label: words.which,
          value: adding.types === null ? 'all' : 'some',
          choices: choicesOf({ all: words.everything, some: words.some }),
          onChange: (value) => (this.adding = { ...adding, types: value === 'some' ? ['order.signed'] : null }),
        })}
        ${adding.types === null ? nothing : this.types(adding, adding.types)}
      </div>
      ${formEnd({ send: words.add, cancel: this.shared.cancel, busy: this.attempt.busy, onCancel: () => (this.adding = null) })}
    </form>`;
  }

  private types(adding: NewEndpoint, chosen: WebhookType[]): TemplateResult {
    return html`<fieldset class="types">
      <legend class="visually-hidden">${this.texts.webhooks.some}</legend>
      ${webhookTypes.map(
        (type) =>
          html`<label>
            <input
              class="check"
              type="checkbox"
              .checked=${chosen.includes(type)}
              @change=${() =>
                (this.adding = { ...adding, types: chosen.includes(type) ? chosen.filter((one) => one !== type) : [...chosen, type] })}
            />
            <span class="mono">${type}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  private readonly add = (event: Event): void => {
    event.preventDefault();
    const { adding } = this;
    if (!adding) return;
    const { types, ...rest } = adding;
    void this.attempt.run(async () => {
      const wish = { ...rest, ...(types === null || types.length === 0 ? {} : { types }) };
      this.fresh = (await this.cabinet.api.post('/endpoints', endpointSecretSchema, wish)).secret;
      this.adding = null;
      await this.load();
    });
  };

  private check(id: string): Promise<boolean> {
    return this.attempt.run(async () => {
      this.checks.set(id, await this.cabinet.api.post(`/endpoints/${id}/test`, endpointTestSchema));
      await this.load();
    });
  }

  private rotate(id: string): Promise<boolean> {
    return this.attempt.run(async () => {
      this.fresh = (await this.cabinet.api.post(`/endpoints/${id}/rotate`, endpointSecretSchema)).secret;
    });
  }

  private async removeEndpoint(id: string): Promise<void> {
    await this.attempt.run(async () => {
      await this.cabinet.api.act('DELETE', `/endpoints/${id}`);
      await this.load();
    });
  }
}

/** The last 36 deliveries as strokes: a full stroke arrived, a short hollow stroke did not. */
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
