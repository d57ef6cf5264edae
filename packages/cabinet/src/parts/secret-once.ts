import { css, html, type TemplateResult } from 'lit';
import { sign } from './icons.ts';

export interface SecretOnceOptions {
  heading: string;
  secret: string;
  note?: string;
  copy: string;
  done: string;
  onCopy: () => void;
  onDone: () => void;
}

/** A new secret. It is shown here once and never again. */
export function secretOnce({ heading, secret, note, copy, done, onCopy, onDone }: SecretOnceOptions): TemplateResult {
  return html`<div class="secret-once">
    <p class="medium">${heading}</p>
    <div class="secret-line">
      <code class="mono" tabindex="0">${secret}</code>
      <button class="button ink" type="button" @click=${onCopy}><span class="label">${sign('copy')}${copy}</span></button>
    </div>
    <p class="small quiet">${note ?? ''} <button class="text-button small" type="button" @click=${onDone}>${done}</button></p>
  </div>`;
}

export const secretOnceStyles = css`
  .secret-once {
    display: grid;
    gap: 10px;
    margin-bottom: 12px;
    padding: 16px;
    border: 1px solid var(--ink);
    border-radius: var(--radius);
  }
  .secret-line {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .secret-line code {
    flex: 1 1 240px;
    min-width: 0;
    padding: 13px 14px;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--paper-2);
    overflow-wrap: anywhere;
  }
`;
