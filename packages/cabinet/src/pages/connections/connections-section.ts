import { providerListSchema, type ProviderView } from '@installment-button/protocol/cabinet/connections';
import { segment } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Section } from '../../parts/section.ts';
import { titledSection } from '../../parts/titled-section.ts';
import './connection-line.ts';
import './receipt-settings.ts';
import { connectionTexts } from './texts.ts';

const kinds = ['receipts', 'crm', 'accounting', 'lender', 'builder'] as const;

/** «Подключения»: the shop's accounts at other systems, by what they are for. */
@customElement('connections-section')
export class ConnectionsSection extends Section {
  static override styles = [
    ...Section.styles,
    css`
      .mode {
        max-width: 320px;
        padding: 4px 0 28px;
      }
      .mode .hint {
        margin-top: 8px;
      }
    `,
  ];

  @state() private providers: ProviderView[] | null = null;
  @state() private mode: 'live' | 'test' = 'live';

  private get texts() {
    return connectionTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    this.providers = (await this.cabinet.api.get('/connections', providerListSchema)).data;
  }

  protected override render(): TemplateResult {
    const { texts, providers } = this;
    return html`${this.alert()}
      <div class="mode">
        ${segment({
          id: 'mode',
          label: texts.mode,
          value: this.mode,
          choices: (['live', 'test'] as const).map((value) => ({ value, label: texts.modes[value], name: texts.modes[value] })),
          onChange: (mode) => (this.mode = mode),
        })}
        ${this.mode === 'test' ? html`<p class="hint small quiet">${texts.modeNote}</p>` : nothing}
      </div>
      ${providers?.length === 0 ? html`<p class="quiet">${texts.none}</p>` : nothing}
      ${kinds.map((kind) => {
        const of = (providers ?? []).filter((provider) => provider.kind === kind);
        return of.length === 0
          ? nothing
          : titledSection({
              id: kind,
              heading: texts.kinds[kind],
              content: html`${kind === 'receipts' ? this.receiptSettings() : nothing}${of.map((provider) => this.line(provider))}`,
            });
      })}`;
  }

  private receiptSettings(): TemplateResult {
    const accounting = (this.providers ?? []).some((provider) => provider.kind === 'accounting' && provider.live?.enabled);
    return html`<receipt-settings .cabinet=${this.cabinet} .accounting=${accounting}></receipt-settings>`;
  }

  private line(provider: ProviderView): TemplateResult {
    return html`<connection-line
      .cabinet=${this.cabinet}
      .provider=${provider}
      .mode=${this.mode}
      @connection-changed=${() => void this.attempt.run(() => this.load())}
    ></connection-line>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connections-section': ConnectionsSection;
  }
}
