import { base, button, buttonStyles, icon, type IconName, ringStyles } from '@installment-button/ui';
import type { RestartOrder } from '@installment-button/protocol/buyer-api';
import type { Session } from '@installment-button/protocol/session-view';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { rowsStyles } from './rows.styles.ts';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { rejectionOf, withdrawnBanks } from '../session/rejection.ts';
import { lastStep, type Screen } from '../session/screens.ts';
import { Step } from './step.ts';
import { largestFirstPayment, lowestPayment, possibleTerms } from '../session/possible-terms.ts';

/** The order was rejected: why, what can be changed, with real sums, and the other way to pay. */
@customElement('rejected-step')
export class RejectedStep extends Step {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    rowsStyles,
    screenLayoutStyles,
    css`
      .warning {
        margin-top: 16px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { texts } = this;
    const { session } = this.state;
    if (!session) return html``;
    const words = texts.rejected;
    const rejection = rejectionOf(session);
    return screenLayout({
      eyebrow: texts.step(4, lastStep),
      heading: words[rejection].heading,
      lead: this.lead(session, rejection),
      content: rejection === 'outage' ? nothing : this.advice(session, rejection),
      actions: html`${
        rejection === 'outage'
          ? button({ label: words.again, busy: this.attempt.busy, onPress: () => void this.restart({}, 'consents') })
          : button({ label: words.restart, busy: this.attempt.busy, onPress: () => void this.restart({}, 'terms') })
      }
      ${this.otherPayment ? button({ label: words.otherPayment, kind: 'line', onPress: () => this.buyerSession.close('other-payment') }) : nothing}`,
      note: this.noteOr(nothing),
    });
  }

  private lead(session: Session, rejection: ReturnType<typeof rejectionOf>): string {
    const words = this.texts.rejected;
    if (rejection === 'withdrawn') return words.withdrawn.lead(withdrawnBanks(session));
    if (rejection !== 'refused' || !session.phoneConfirmed) return words[rejection === 'outage' ? 'outage' : 'unknown'].lead;
    const declined = session.decisions.filter(({ decision }) => decision === 'declined').length;
    return words.refused.lead(declined, session.decisions.length - declined);
  }

  /** Other terms with real sums. A new request leaves a trace in the credit history only where the banks looked at the last one. */
  private advice(session: Session, rejection: ReturnType<typeof rejectionOf>): TemplateResult {
    const words = this.texts.rejected;
    return html`<section class="section">
        <h2>${words.change}</h2>
        <div class="list">
          ${this.ways(session).map(
            (way) =>
              html`<button class="row act" type="button" @click=${() => void this.restart(way.terms, way.to)}>
                ${icon(way.icon)}<span><span class="name">${way.name}</span><span class="state">${way.note}</span></span
                >${icon('forward')}
              </button>`,
          )}
        </div>
      </section>
      ${rejection === 'unknown' ? nothing : html`<p class="small quiet warning">${words.warning}</p>`}`;
  }

  private ways(session: Session): { icon: IconName; name: string; note: string; terms: RestartOrder; to: Screen }[] {
    const { texts, formats } = this;
    const words = texts.rejected;
    const { draft } = this.state;
    const term = (session.phoneConfirmed ? session.draft?.term : null) ?? draft.term ?? session.order.term ?? 12;
    const first = suggestedFirstPayment(session, draft.firstPayment);
    const withFirst = first === null ? null : lowestPayment(session, nearestBelow(possibleTerms(session, first), term), first);
    const longer = possibleTerms(session, draft.firstPayment).at(-1);
    const longerPayment = longer && longer > term ? lowestPayment(session, longer, draft.firstPayment) : null;
    return [
      ...(first !== null && withFirst !== null
        ? [
            {
              icon: 'card' as const,
              name: words.payPart,
              note: words.payPartNote(formats.sum(first), formats.payment(withFirst)),
              terms: { term, firstPayment: first },
              to: 'consents' as const,
            },
          ]
        : []),
      ...(longer && longerPayment !== null
        ? [
            {
              icon: 'calendar' as const,
              name: words.longer,
              note: words.longerNote(texts.forMonths(longer), formats.payment(longerPayment)),
              terms: { term: longer },
              to: 'consents' as const,
            },
          ]
        : []),
      { icon: 'pencil', name: words.check, note: words.checkNote, terms: {}, to: 'person' },
    ];
  }

  private get otherPayment(): boolean {
    return this.state.look.framed || this.buyerSession.wayBack() !== null;
  }

  /** @param to the screen on which the buyer goes on: the new draft already holds what was sent */
  private async restart(terms: RestartOrder, to: Screen): Promise<void> {
    // Only a buyer who proved the phone may start again; the link is not enough.
    if (!this.buyerSession.detail) return this.buyerSession.go('return');
    if (await this.attempt.run(() => this.buyerSession.restart(terms))) this.buyerSession.go(to);
  }
}

/** About a third of the price, in whole thousands; null where too little would be left to lend. */
function suggestedFirstPayment(session: Session, already: number): number | null {
  const thousand = 100_000;
  const wish = Math.round((session.order.amount * 0.3) / thousand) * thousand;
  const sum = Math.min(Math.max(wish, already + thousand), Math.floor(largestFirstPayment(session) / thousand) * thousand);
  return sum > already ? sum : null;
}

const nearestBelow = (terms: readonly number[], term: number) => terms.filter((one) => one <= term).at(-1) ?? terms[0] ?? term;

declare global {
  interface HTMLElementTagNameMap {
    'rejected-step': RejectedStep;
  }
}
