import { html, type TemplateResult } from 'lit';
import type { SessionDetail } from '@installment-button/protocol/session-view';

const colours = 6;

/** The square with the bank's first letter. Its colour depends on the bank's place in the list of all banks, so that it never changes. */
export function bankMark(
  session: SessionDetail,
  bank: { id: string; name: string },
  look: { off?: boolean; small?: boolean } = {},
): TemplateResult {
  const place = session.banks.findIndex((one) => one.id === bank.id);
  const colour = (place < 0 ? [...bank.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) : place) % colours;
  return html`<span class="mark mark-${colour} ${look.off ? 'off' : ''} ${look.small ? 'small-mark' : ''}" aria-hidden="true"
    >${[...bank.name][0]}</span
  >`;
}
