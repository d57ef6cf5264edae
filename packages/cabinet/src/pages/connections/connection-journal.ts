import { connectionJournalSchema, type ConnectionJournal as Journal } from '@installment-button/protocol/cabinet/connections';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Section } from '../../parts/section.ts';
import { linkTo } from '../../shell/link-to.ts';
import { connectionTexts } from './texts.ts';

const looks = { done: 'good', again: 'wait', refused: 'bad' } as const;

/** What passed between us and the other system; each failure with its reason. */
@customElement('connection-journal')
export class ConnectionJournal extends Section {
  static override styles = [
    ...Section.styles,
    css`
      .entry {
        grid-template-columns: 150px minmax(0, 1fr) auto;
      }
      @media (max-width: 47.5em) {
        .entry {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .entry > :nth-child(2) {
          grid-row: 1;
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) address = '';
  @state() private lines: Journal['data'] | null = null;

  private get texts() {
    return connectionTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    this.lines = (await this.cabinet.api.get(`${this.address}/journal`, connectionJournalSchema)).data;
  }

  protected override render(): TemplateResult {
    return html`${this.alert()}
    ${this.lines?.length === 0 ? html`<p class="quiet">${this.texts.empty}</p>` : this.lines?.map((line) => this.line(line))}`;
  }

  private line({ id, at, act, outcome, orderId, number, attempts, repeatable, detail }: Journal['data'][number]): TemplateResult {
    const { texts, cabinet } = this;
    const place = { page: 'order' as const, id: orderId ?? '' };
    return html`<div class="list-line entry">
      <time class="small quiet" datetime=${at}>${this.formats.moment(new Date(at), cabinet.now())}</time>
      <div>
        <p>
          ${texts.acts[act] ?? act}${
            number === null ? nothing : html`, <a href=${cabinet.hrefOf(place)} @click=${linkTo(cabinet, place)}>${texts.order(number)}</a>`
          }
        </p>
        <p class="small ${looks[outcome]} break">
          ${texts.outcome[outcome]}${attempts > 1 ? ` · ${texts.attempts(attempts)}` : ''}${detail ? html`<br />${detail}` : nothing}
        </p>
      </div>
      ${
        repeatable
          ? html`<button class="text-button small" type="button" @click=${() => void this.repeat(id)}>${texts.repeat}</button>`
          : html`<span></span>`
      }
    </div>`;
  }

  private repeat(id: string): Promise<boolean> {
    return this.attempt.run(async () => {
      await this.cabinet.api.act('POST', `${this.address}/journal/${id}/repeat`);
      await this.load();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connection-journal': ConnectionJournal;
  }
}
