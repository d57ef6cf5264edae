import { icon } from '@installment-button/ui';
import type { BanksNow } from '@installment-button/protocol/cabinet/access';
import { html, nothing, type TemplateResult } from 'lit';
import type { Formats } from '../../format/formats.ts';
import { sign } from '../../parts/icons.ts';
import type { SignInTexts } from './texts.ts';

type Bank = BanksNow['data'][number];

/** How the banks answer now. People see it before they sign in. */
export function banksNow(banks: BanksNow | null, texts: SignInTexts, formats: Formats, wide: boolean): TemplateResult | typeof nothing {
  if (!banks || banks.data.length === 0) return nothing;
  const answering = banks.data.filter(({ state }) => state === 'answers' || state === 'idle').length;
  const at = new Date(banks.at);
  return html`<aside>
    <details ?open=${wide}>
      <summary>${texts.banksAnswer(answering, banks.data.length)} <span>${texts.details}</span></summary>
      <div class="banks">
        <header>
          <h2>${texts.banksNow}</h2>
          <span class="small quiet">${formats.day(at, at)}, ${formats.time(at)}</span>
        </header>
        ${banks.data.map((bank) => line(bank, texts, formats))}
        <p>${texts.banksNote}</p>
      </div>
    </details>
  </aside>`;
}

const line = ({ name, state, medianSeconds }: Bank, texts: SignInTexts, formats: Formats) =>
  html`<div class="bank">
    <span>${name}</span>
    <span class="state ${state}"
      >${state === 'answers' ? icon('check', 16) : sign(state === 'idle' ? 'dash' : 'clock', 16)}${texts.bankState[state]}</span
    >
    <span class="span">${medianSeconds === null ? '' : formats.seconds(medianSeconds)}</span>
  </div>`;
