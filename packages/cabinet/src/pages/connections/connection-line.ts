import { connectionSchema, type ConnectionView, type ProviderView } from '@installment-button/protocol/cabinet/connections';
import { icon } from '@installment-button/ui';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { copyText } from '../../browser/copy-text.ts';
import { CabinetElement } from '../../parts/cabinet-element.ts';
import { sign } from '../../parts/icons.ts';
import { PressTwice } from '../../parts/press-twice.ts';
import './connection-form.ts';
import './connection-journal.ts';
import './connection-mapping.ts';
import { connectionTexts } from './texts.ts';

type Part = 'form' | 'journal' | 'mapping';

/**
 * One system: whether it is connected and works, and what can be done about it.
 *
 * @fires connection-changed - What the server knows of it has changed.
 */
@customElement('connection-line')
export class ConnectionLine extends CabinetElement {
  static override styles = [
    ...CabinetElement.styles,
    css`
      .line {
        grid-template-columns: 20px minmax(0, 1fr) auto 48px;
        min-height: 3.75rem;
      }
      .part {
        padding: 0 0 20px 36px;
      }
      .part p {
        max-width: 560px;
      }
      .address {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 12px;
        align-items: center;
        max-width: 560px;
        padding-top: 12px;
      }
      .address .small {
        grid-column: 1 / -1;
      }
      @media (max-width: 56.25em) {
        .line {
          grid-template-columns: 20px minmax(0, 1fr) 48px;
        }
        .line .line-acts {
          grid-row: 2;
          grid-column: 2 / -1;
          justify-content: flex-start;
        }
        .part {
          padding-left: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) provider!: ProviderView;
  @property({ attribute: false }) mode: 'live' | 'test' = 'live';
  @state() private open: Part | null = null;
  private readonly removing = new PressTwice(this);

  private get texts() {
    return connectionTexts[this.cabinet.locale];
  }

  private get connection(): ConnectionView | null {
    return this.provider[this.mode];
  }

  private get address(): string {
    return `/connections/${this.provider.provider}/${this.mode}`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('mode') && changed.get('mode') !== undefined) this.open = null;
  }

  protected override render(): TemplateResult {
    const { provider, connection, texts } = this;
    return html`<div class="list-line line">
        ${this.mark()}
        <div>
          <p class=${connection ? 'medium' : ''}>${provider.title}</p>
          <p class="small ${connection?.failure ? 'bad' : 'quiet'}">${this.stateWords()}</p>
        </div>
        <span class="line-acts">${this.acts()}</span>
        ${
          connection
            ? html`<input
                class="switch"
                type="checkbox"
                role="switch"
                aria-label="${texts.on}: ${provider.title}"
                .checked=${connection.enabled}
                @change=${(event: Event) => void this.turn((event.target as HTMLInputElement).checked)}
              />`
            : nothing
        }
      </div>
      ${this.alert()} ${this.open === null ? nothing : html`<div class="part">${this.opened(this.open)}</div>`}`;
  }

  private mark(): TemplateResult {
    const { connection } = this;
    if (!connection?.enabled) return html`<span class="quiet">${sign('dash')}</span>`;
    if (connection.failure) return html`<span class="bad">${sign('failed')}</span>`;
    if (connection.refused > 0) return html`<span class="wait">${sign('failed')}</span>`;
    return connection.checkedAt ? html`<span class="good">${icon('check')}</span>` : html`<span class="wait">${sign('clock')}</span>`;
  }

  private stateWords(): string {
    const { connection, texts, cabinet } = this;
    if (!connection) return texts.state.off;
    const { enabled, failure, checkedAt, waiting, refused } = connection;
    const seconds = checkedAt === null ? 0 : (cabinet.now().getTime() - new Date(checkedAt).getTime()) / 1000;
    const first = !enabled
      ? texts.state.paused
      : failure
        ? failure[cabinet.locale]
        : checkedAt === null
          ? texts.state.unchecked
          : texts.state.works(this.shared.ago(this.formats.span(Math.max(60, seconds))));
    return [first, waiting > 0 ? texts.waiting(waiting) : '', refused > 0 ? texts.refused(refused) : ''].filter(Boolean).join(' · ');
  }

  private acts(): TemplateResult {
    const { connection, texts, provider } = this;
    const act = (label: string, run: () => void, expanded?: boolean) =>
      html`<button
        class="text-button small"
        type="button"
        aria-label="${label}: ${provider.title}"
        aria-expanded=${expanded ?? nothing}
        @click=${run}
      >
        ${label}
      </button>`;
    const opens = (part: Part, label: string) =>
      act(this.open === part ? texts.hide : label, () => (this.open = this.open === part ? null : part), this.open === part);
    if (!connection) return opens('form', texts.connect);
    return html`${opens('journal', texts.journal)} ${provider.mapped ? opens('mapping', texts.mapping) : nothing}
    ${act(texts.check, () => void this.check())} ${opens('form', texts.edit)}
    ${this.removing.button('remove', { label: texts.remove, question: texts.removeSure, name: provider.title, act: () => void this.disconnect() })}`;
  }

  private opened(part: Part): TemplateResult {
    const { cabinet, provider, connection, address } = this;
    switch (part) {
      case 'journal':
        return html`<connection-journal .cabinet=${cabinet} .address=${address}></connection-journal>`;
      case 'mapping':
        return html`<connection-mapping .cabinet=${cabinet} .address=${address} @saved=${() => (this.open = null)}></connection-mapping>`;
      case 'form':
        return html`<connection-form
            .cabinet=${cabinet}
            .provider=${provider}
            .connection=${connection}
            .address=${address}
            @saved=${({ detail }: CustomEvent<ConnectionView>) => this.saved(detail)}
            @dropped=${() => (this.open = null)}
          ></connection-form>
          ${connection?.addresses.map(({ label, value }) => this.copied(label[cabinet.locale], value))}`;
    }
  }

  private copied(label: string, value: string): TemplateResult {
    return html`<p class="address">
      <span class="small quiet">${label}</span><span class="mono break">${value}</span>
      <button class="text-button small" type="button" aria-label="${this.texts.copy}: ${label}" @click=${() => void copyText(value)}>
        ${this.texts.copy}
      </button>
    </p>`;
  }

  private saved({ failure, addresses }: ConnectionView): void {
    // What has to be copied to the other system, or mended, stays in sight.
    if (!failure && addresses.length === 0) this.open = null;
    this.tell();
  }

  private check(): Promise<boolean> {
    return this.attempt.run(async () => {
      await this.cabinet.api.post(`${this.address}/check`, connectionSchema);
      this.tell();
    });
  }

  private turn(enabled: boolean): Promise<boolean> {
    return this.attempt.run(async () => {
      await this.cabinet.api.send('PATCH', this.address, { enabled });
      this.tell();
    });
  }

  private disconnect(): Promise<boolean> {
    return this.attempt.run(async () => {
      await this.cabinet.api.act('DELETE', this.address);
      this.open = null;
      this.tell();
    });
  }

  private tell(): void {
    this.dispatchEvent(new CustomEvent('connection-changed', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connection-line': ConnectionLine;
  }
}
