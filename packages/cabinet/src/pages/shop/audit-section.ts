import { auditListSchema, type AuditEntry } from '@installment-button/protocol/cabinet/shop';
import { button } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Section } from '../../parts/section.ts';
import { linkTo } from '../../shell/link-to.ts';
import { shopTexts } from './texts.ts';

const PAGE = 50;

/** The journal: who did what, and when. */
@customElement('audit-section')
export class AuditSection extends Section {
  static override styles = [
    ...Section.styles,
    css`
      .entry {
        grid-template-columns: 168px minmax(0, 1fr) 220px;
      }
      .entry > :last-child {
        text-align: right;
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

  @state() private entries: AuditEntry[] | null = null;
  private nextCursor: string | null = null;

  private get texts() {
    return shopTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    const query = { limit: PAGE, ...(this.nextCursor === null ? {} : { after: this.nextCursor }) };
    const page = await this.cabinet.api.get('/audit', auditListSchema, query);
    this.entries = [...(this.entries ?? []), ...page.data];
    this.nextCursor = page.nextCursor;
  }

  protected override render(): TemplateResult {
    const { sections, audit: words } = this.texts;
    return this.frame(
      sections.audit,
      words.note,
      html`${this.alert()}
      ${this.entries?.length === 0 ? html`<p class="quiet">${words.nothing}</p>` : this.entries?.map((entry) => this.entry(entry))}
      ${
        this.nextCursor === null
          ? nothing
          : html`<div class="end-row">
              ${button({ kind: 'line', label: words.more, busy: this.attempt.busy, onPress: () => void this.attempt.run(() => this.load()) })}
            </div>`
      }`,
    );
  }

  private entry({ at, actor, act, subject, subjectName, detail }: AuditEntry): TemplateResult {
    const { audit: words } = this.texts;
    const order = subject.startsWith('ord_');
    const place = { page: 'order' as const, id: subject };
    return html`<div class="list-line entry">
      <time class="small quiet" datetime=${at}>${this.formats.moment(new Date(at), this.cabinet.now())}</time>
      <span class="break"
        >${words.acts[act]?.(detail) ?? act}${
          order
            ? html`,
                <a href=${this.cabinet.hrefOf(place)} @click=${linkTo(this.cabinet, place)}
                  >${words.order(subjectName ?? subject.slice(-6))}</a
                >`
            : subjectName && subjectName !== actor
              ? `, ${subjectName}`
              : nothing
        }</span
      >
      <span class="small quiet break">${actor === 'operator' ? words.operator : actor}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audit-section': AuditSection;
  }
}
