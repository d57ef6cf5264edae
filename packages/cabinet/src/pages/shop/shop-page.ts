import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Shortcut } from '../../state/shortcuts.ts';
import { pageHead } from '../../parts/page-head.ts';
import { Page } from '../../parts/page.ts';
import { linkTo } from '../../shell/link-to.ts';
import '../connections/connections-section.ts';
import './audit-section.ts';
import './banks-section.ts';
import './members-section.ts';
import './profile-section.ts';
import { shopTexts } from './texts.ts';

const sections = ['profile', 'connections', 'banks', 'people', 'audit'] as const;

/** The owner's page: the shop, its banks, its members, its journal. */
@customElement('shop-page')
export class ShopPage extends Page {
  static override styles = [
    ...Page.styles,
    css`
      /* The section below has a rule already. */
      .tabs {
        border: 0;
      }
    `,
  ];

  @property() section = '';

  private get texts() {
    return shopTexts[this.cabinet.locale];
  }

  private get current(): (typeof sections)[number] {
    return sections.find((section) => section === this.section) ?? 'profile';
  }

  protected override render(): TemplateResult {
    const { texts, cabinet } = this;
    return html`${pageHead({ heading: cabinet.me?.shop.name, words: true, caption: texts.note })}
      <nav class="tabs" aria-label=${texts.heading}>
        ${sections.map((section) => {
          const place = { page: 'shop' as const, section: section === 'profile' ? '' : section };
          return html`<a
            href=${cabinet.hrefOf(place)}
            aria-current=${section === this.current ? 'page' : nothing}
            @click=${linkTo(cabinet, place)}
            >${texts.sections[section]}</a
          >`;
        })}
      </nav>
      ${this.content()}`;
  }

  private content(): TemplateResult {
    const { cabinet } = this;
    switch (this.current) {
      case 'banks':
        return html`<banks-section .cabinet=${cabinet}></banks-section>`;
      case 'connections':
        return html`<connections-section .cabinet=${cabinet}></connections-section>`;
      case 'people':
        return html`<members-section .cabinet=${cabinet}></members-section>`;
      case 'audit':
        return html`<audit-section .cabinet=${cabinet}></audit-section>`;
      default:
        return html`<profile-section .cabinet=${cabinet}></profile-section>`;
    }
  }

  override shortcuts(): readonly Shortcut[] {
    return sections.map((section, index) => ({
      code: `Digit${index + 1}`,
      shown: [String(index + 1)],
      label: this.texts.sections[section].toLowerCase(),
      run: () => this.cabinet.go({ page: 'shop', section: section === 'profile' ? '' : section }),
    }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'shop-page': ShopPage;
  }
}
