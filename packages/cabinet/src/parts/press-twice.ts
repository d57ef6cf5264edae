import type { ReactiveControllerHost } from 'lit';
import { html, type TemplateResult } from 'lit';

/** Buttons for what cannot be undone: the first press asks, the second press acts. Leaving the button takes the question back. */
export class PressTwice {
  private askedId: string | null = null;
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
  }

  /** @param id tells the buttons of one element apart */
  button(id: string, options: { label: string; question: string; name?: string; act: () => void }): TemplateResult {
    const { label, question, name = '', act } = options;
    const asked = this.askedId === id;
    const words = asked ? question : label;
    return html`<button
      class="text-button small ${asked ? 'bad' : ''}"
      type="button"
      aria-label=${name === '' ? words : `${words}: ${name}`}
      @click=${() => {
        this.ask(asked ? null : id);
        if (asked) act();
      }}
      @blur=${() => this.ask(null)}
    >
      ${words}
    </button>`;
  }

  private ask(id: string | null): void {
    this.askedId = id;
    this.host.requestUpdate();
  }
}
