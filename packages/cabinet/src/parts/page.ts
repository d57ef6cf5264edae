import { css, type PropertyValues } from 'lit';
import type { Shortcut } from '../state/shortcuts.ts';
import { CabinetElement } from './cabinet-element.ts';

/** A page of the cabinet: it has the margins of a page, and shortcuts. */
export abstract class Page extends CabinetElement {
  static override styles = [
    ...CabinetElement.styles,
    css`
      :host {
        display: block;
        max-width: 1504px;
        margin: 0 auto;
        padding: 0 16px 32px;
      }
      @media (min-width: 40em) {
        :host {
          padding-inline: 24px;
        }
      }
      @media (min-width: 64em) {
        :host {
          padding-inline: 32px;
          padding-bottom: 68px;
        }
      }
      @media (max-width: 39.9375em) {
        :host {
          padding-bottom: 96px;
        }
      }
    `,
  ];

  protected override updated(_changed: PropertyValues): void {
    this.cabinet.shortcuts.ofPage(this.shortcuts(), this.shortcutsNote());
  }

  /** The shortcuts of this page; the shell adds those of the whole cabinet. */
  shortcuts(): readonly Shortcut[] {
    return [];
  }

  /** The words at the right end of the shortcuts bar. */
  shortcutsNote(): string {
    return '';
  }
}
