import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

export interface NoticeOptions {
  kind: 'bad' | 'wait' | 'info' | 'plain';
  title: unknown;
  content?: unknown;
  /** With an id the notice can be focused and is announced, like the summary of a form's errors. */
  id?: string;
}

export function notice(options: NoticeOptions): TemplateResult {
  return html`<div class="notice ${options.kind}" id=${options.id ?? nothing} tabindex=${options.id ? '-1' : nothing}>
    ${icon(options.kind === 'info' || options.kind === 'plain' ? 'info' : 'warning')}
    <div>
      <p class="notice-title">${options.title}</p>
      ${options.content ?? nothing}
    </div>
  </div>`;
}
