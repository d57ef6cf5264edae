import type { PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import type { Formats } from '../formats.ts';
import type { KeyAct } from '../keys.ts';
import type { CommonTexts } from '../texts/common.ts';
import { CabinetElement } from './cabinet-element.ts';

/** A page of the cabinet: tells its keys, and says what did not work. */
export abstract class Page extends CabinetElement {
  /** What the last act failed with; stays until the next one. */
  @state() protected failure: unknown = null;

  protected get common(): CommonTexts {
    return this.cabinet.texts;
  }

  protected get formats(): Formats {
    return this.cabinet.formats;
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
