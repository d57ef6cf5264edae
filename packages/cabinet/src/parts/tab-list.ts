import { html, nothing, type TemplateResult } from 'lit';

export interface TabListOptions<Value extends string> {
  label: string;
  tabs: readonly { value: Value; label: unknown }[];
  value: Value;
  /** The id of the panel that the tabs change, in the same root. */
  panel?: string;
  onChange: (value: Value) => void;
}

/** A list of tabs. The arrow keys choose the next or the previous tab. */
export function tabList<Value extends string>({ label, tabs, value, panel, onChange }: TabListOptions<Value>): TemplateResult {
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.value);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${move}>
    ${tabs.map(
      (tab) =>
        html`<button
          type="button"
          role="tab"
          data-value=${tab.value}
          aria-selected=${tab.value === value}
          aria-controls=${panel ?? nothing}
          tabindex=${tab.value === value ? 0 : -1}
          @click=${() => onChange(tab.value)}
        >
          ${tab.label}
        </button>`,
    )}
  </div>`;
}
