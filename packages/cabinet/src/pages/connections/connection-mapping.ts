import { connectionMappingSchema, type ConnectionMapping as Mapping } from '@installment-button/protocol/cabinet/connections';
import { button, selectField } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Section } from '../../parts/section.ts';
import { connectionTexts } from './texts.ts';

/**
 * What stands for what at the other system: statuses, funnels, fields. The choices are read from it.
 *
 * @fires saved - The choices were stored.
 */
@customElement('connection-mapping')
export class ConnectionMapping extends Section {
  static override styles = [
    ...Section.styles,
    css`
      form {
        display: grid;
        gap: 16px;
        padding-top: 4px;
      }
    `,
  ];

  @property({ attribute: false }) address = '';
  @state() private read: Mapping | null = null;
  @state() private chosen: Record<string, string> = {};

  private get texts() {
    return connectionTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    this.read = await this.cabinet.api.get(`${this.address}/mapping`, connectionMappingSchema);
  }

  protected override render(): TemplateResult {
    const { read, texts, cabinet } = this;
    if (!read) return html`${this.alert()}`;
    return html`${this.alert()} ${read.failure ? html`<p class="bad">${read.failure[cabinet.locale]}</p>` : nothing}
    ${
      read.data.length === 0
        ? nothing
        : html`<form novalidate @submit=${this.save}>
            ${read.data.map(({ name, label, hint, choices, value }) =>
              selectField({
                id: `map-${name}`,
                label: label[cabinet.locale],
                hint: hint?.[cabinet.locale],
                value: this.chosen[name] ?? value,
                choices,
                empty: texts.byDefault,
                span: 'wide',
                onChange: (next) => (this.chosen = { ...this.chosen, [name]: next }),
              }),
            )}
            <div class="end-row">${button({ kind: 'line', label: texts.saveMapping, type: 'submit', busy: this.attempt.busy })}</div>
          </form>`
    }`;
  }

  private readonly save = (event: Event): void => {
    event.preventDefault();
    void this.attempt.run(async () => {
      const rows = (this.read?.data ?? []).map(({ name, value }) => [name, this.chosen[name] ?? value] as const);
      const mapping = Object.fromEntries(rows.filter(([, value]) => value !== ''));
      await this.cabinet.api.send('PATCH', this.address, { mapping });
      this.dispatchEvent(new CustomEvent('saved'));
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'connection-mapping': ConnectionMapping;
  }
}
