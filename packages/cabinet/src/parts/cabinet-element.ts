import { Attempt, base, buttonStyles, choiceStyles, fieldStyles, icon, ringStyles, segmentStyles } from '@installment-button/ui';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { failureText } from '../api/failure-text.ts';
import type { Formats } from '../format/formats.ts';
import type { Cabinet } from '../state/cabinet.ts';
import type { SharedTexts } from '../texts/shared.ts';
import { partStyles } from './part.styles.ts';

/** An element that shows the cabinet's state, and is drawn again whenever that changes. */
export abstract class CabinetElement extends LitElement {
  static override styles = [base, buttonStyles, choiceStyles, fieldStyles, ringStyles, segmentStyles, partStyles];

  @property({ attribute: false }) cabinet!: Cabinet;
  /** The act that the person asked for last. */
  protected readonly attempt = new Attempt(this);
  private unsubscribe: (() => void) | null = null;

  protected get shared(): SharedTexts {
    return this.cabinet.texts;
  }

  protected get formats(): Formats {
    return this.cabinet.formats;
  }

  constructor() {
    super();
    // Not in connectedCallback: an element that is upgraded late has no `cabinet` there yet.
    this.addController({
      hostConnected: () => this.requestUpdate(),
      hostUpdate: () => {
        // An update that was pending at the removal still runs, and must not subscribe again.
        if (this.isConnected) this.unsubscribe ??= this.cabinet.subscribe(() => this.requestUpdate());
      },
      hostDisconnected: () => {
        this.unsubscribe?.();
        this.unsubscribe = null;
      },
    });
  }

  /** Says why an act or the reading failed, with a way to try again if there is one. */
  protected alert(failure: unknown = this.attempt.failure, retry?: () => void): TemplateResult | typeof nothing {
    if (failure === null) return nothing;
    return html`<p class="alert" role="alert">
      ${icon('warning')}<span>${failureText(failure, this.shared, this.formats)}</span>
      ${retry ? html`<button class="text-button" type="button" @click=${retry}>${this.shared.retry}</button>` : nothing}
    </p>`;
  }
}
