import { Attempt } from '@installment-button/ui';
import { css, nothing, type TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { CabinetElement } from './cabinet-element.ts';
import { titledSection } from './titled-section.ts';

/** A part of a page that reads its own data and has acts of its own. */
export abstract class Section extends CabinetElement {
  static override styles = [
    ...CabinetElement.styles,
    css`
      :host {
        display: block;
        scroll-margin-top: 72px;
      }
      form {
        max-width: 560px;
        padding: 16px 0 4px;
      }
    `,
  ];

  private readonly reading = new Attempt(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.reading.run(() => this.load());
  }

  /** Reads what the section shows. */
  protected load(): Promise<void> {
    return Promise.resolve();
  }

  /** @param said a field says already what failed */
  protected override alert(said: unknown = false): TemplateResult | typeof nothing {
    return super.alert(this.attempt.failure === null || said === true ? this.reading.failure : this.attempt.failure);
  }

  /** The code of the fault that the server found in this field of the request, if it found one. */
  protected fieldFault(path: string): string | undefined {
    return this.attempt.failure instanceof ApiError ? this.attempt.failure.at(path) : undefined;
  }

  protected frame(heading: string, note: unknown, content: unknown, id = 'heading'): TemplateResult {
    return titledSection({ id, heading, note, content });
  }
}
