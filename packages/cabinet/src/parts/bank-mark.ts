import { css, html, type TemplateResult } from 'lit';

const colours = 6;

/** A square with the bank's first letter. Its colour depends on the bank's place in the list of all banks. */
export function bankMark(banks: readonly { id: string }[], bank: { id: string; name: string }, { off = false } = {}): TemplateResult {
  const place = Math.max(
    0,
    banks.findIndex(({ id }) => id === bank.id),
  );
  return html`<span class="bank-mark bank-${place % colours} ${off ? 'off' : ''}" aria-hidden="true">${[...bank.name][0]}</span>`;
}

export const bankMarkStyles = css`
  .bank-mark {
    flex: none;
    display: grid;
    place-items: center;
    width: 28px;
    height: 1.75rem;
    border-radius: 6px;
    color: #fff;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    font-weight: 600;
  }
  .bank-0 {
    background: #274690;
  }
  .bank-1 {
    background: #8a3b12;
  }
  .bank-2 {
    background: #6b5312;
  }
  .bank-3 {
    background: #0b5f73;
  }
  .bank-4 {
    background: #8c2f39;
  }
  .bank-5 {
    background: #3f4f63;
  }
  .bank-mark.off {
    background: var(--paper-3);
    color: var(--ink-2);
  }
`;
