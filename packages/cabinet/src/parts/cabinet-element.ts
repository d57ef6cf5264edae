import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Cabinet } from '../cabinet.ts';

/** An element that renders from the cabinet's state, and again whenever it changes. */
export abstract class CabinetElement extends LitElement {
  @property({ attribute: false }) cabinet!: Cabinet;
  private stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.cabinet.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }
}
