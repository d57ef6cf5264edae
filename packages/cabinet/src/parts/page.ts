import { LitElement, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Cabinet } from '../cabinet.ts';
import type { Formats } from '../formats.ts';
import type { KeyAct } from '../keys.ts';
import type { CommonTexts } from '../texts/common.ts';

/** A page of the cabinet: renders from the cabinet's state, tells its keys, and says what did not work. */
export abstract class Page extends LitElement {
  @property({ attribute: false }) cabinet!: Cabinet;
  /** What the last act failed with; stays until the next one. */
  @state() protected failure: unknown = null;
  private stop: (() => void) | null = null;

  protected get common(): CommonTexts {
    return this.cabinet.texts;
  }

  protected get formats(): Formats {
    return this.cabinet.formats;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.cabinet.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }

  protected override updated(_changed: PropertyValues): void {
    this.cabinet.keys.ofPage(this.keyActs(), this.keysNote());
  }

  /** The keys of this page; those of the whole cabinet are added by the shell. */
  abstract keyActs(): readonly KeyAct[];

  /** What stands at the right end of the keys' bar. */
  keysNote(): string {
    return '';
  }

  /** Runs an act of the person; what goes wrong is shown where `failure` is. */
  protected async attempt(act: () => Promise<unknown>): Promise<boolean> {
    this.failure = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.failure = error;
      return false;
    }
  }
}
