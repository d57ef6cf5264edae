import { meSchema, type Notices } from '@installment-button/protocol/cabinet/access';
import { button, icon, selectField, switchField, textField } from '@installment-button/ui';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { choicesOf } from '../../parts/form-parts.ts';
import { pageHead } from '../../parts/page-head.ts';
import { Page } from '../../parts/page.ts';
import { titledSection } from '../../parts/titled-section.ts';
import { linkTo } from '../../shell/link-to.ts';
import './security-section.ts';
import { languages } from '../../texts/languages.ts';
import { meTexts } from './texts.ts';

/** The person's own settings, and the settings of this browser. */
@customElement('me-page')
export class MePage extends Page {
  static override styles = [
    ...Page.styles,
    css`
      .fields {
        display: grid;
        grid-template-columns: 1fr;
        gap: 16px;
        max-width: 560px;
        padding: 8px 0 24px;
      }
      h3 {
        margin: 12px 0 0;
      }
      .links a {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 3.25rem;
        border-top: 1px solid var(--line);
        text-decoration: none;
      }
      .links {
        margin-bottom: 24px;
      }
      @media (min-width: 40em) {
        .links {
          display: none;
        }
      }
    `,
  ];

  @state() private name = '';
  @state() private saved = false;
  private readName = '';

  private get texts() {
    return meTexts[this.cabinet.locale];
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { me } = this.cabinet;
    if (!me || me.name === this.readName) return;
    this.readName = me.name;
    this.name = me.name;
  }

  protected override render(): TemplateResult {
    const { cabinet, texts } = this;
    const { me } = cabinet;
    if (!me) return html``;
    return html`${pageHead({ heading: texts.heading, words: true, caption: me.email })} ${this.alert()}
      ${me.role === 'head' ? this.links() : nothing}
      <div class="halves">
        <div>${this.person()} ${this.notices()} ${this.keys()}</div>
        <security-section .cabinet=${cabinet}></security-section>
      </div>
      ${button({ kind: 'line', label: texts.signOut, onPress: () => void cabinet.signOut() })}`;
  }

  /** On phones the bar has room for four sections: the owner's others are here. */
  private links(): TemplateResult {
    const { nav } = this.shared;
    const places = [
      [{ page: 'payouts' }, nav.payouts],
      [{ page: 'integration' }, nav.integration],
      [{ page: 'shop', section: '' }, nav.shop],
    ] as const;
    return html`<nav class="links" aria-label=${this.texts.head}>
      ${places.map(
        ([place, label]) =>
          html`<a href=${this.cabinet.hrefOf(place)} @click=${linkTo(this.cabinet, place)}>${label}${icon('forward', 16)}</a>`,
      )}
    </nav>`;
  }

  private person(): TemplateResult {
    const { person: words, mode } = this.texts;
    const { cabinet } = this;
    return titledSection({
      id: 'person',
      heading: words.heading,
      content: html`<form class="fields" novalidate @submit=${this.saveName}>
        ${textField({
          id: 'name',
          label: words.name,
          value: this.name,
          autocomplete: 'name',
          maxLength: 100,
          onInput: (value) => {
            this.name = value;
            this.saved = false;
          },
        })}
        ${
          this.name.trim() !== '' && this.name !== cabinet.me?.name
            ? html`<div>${button({ kind: 'line', label: this.shared.save, type: 'submit' })}</div>`
            : this.saved
              ? html`<p class="small good" role="status">${words.saved}</p>`
              : nothing
        }
        ${selectField({
          id: 'language',
          label: words.language,
          value: cabinet.locale,
          choices: choicesOf(languages),
          onChange: (value) => void this.change({ language: value === 'en' ? 'en' : 'ru' }),
        })}
        ${selectField({
          id: 'theme',
          label: words.theme,
          value: cabinet.settings.theme,
          choices: choicesOf(words.themes),
          onChange: (value) => cabinet.change({ theme: value === 'light' || value === 'dark' ? value : 'auto' }),
        })}
        ${
          (cabinet.me?.modes.length ?? 0) > 1
            ? selectField({
                id: 'mode',
                label: mode,
                value: cabinet.mode,
                choices: choicesOf({ live: this.shared.liveMode, test: this.shared.testMode }),
                onChange: (value) => cabinet.change({ mode: value === 'test' ? 'test' : 'live' }),
              })
            : nothing
        }
      </form>`,
    });
  }

  private notices(): TemplateResult {
    const { notices: words } = this.texts;
    const { cabinet } = this;
    const { me, settings } = cabinet;
    const kinds = (['signed', 'unconfirmed', 'failing'] as const).filter((kind) => kind !== 'failing' || me?.role === 'head');
    const denied = settings.browserNotices && 'Notification' in globalThis && Notification.permission === 'denied';
    return titledSection({
      id: 'notices',
      heading: words.heading,
      content: html`<h3 class="small quiet">${words.email}</h3>
        ${kinds.map((kind) =>
          switchField({ label: words[kind], on: me?.notices[kind] ?? false, onChange: (on) => void this.setNotice(kind, on) }),
        )}
        <h3 class="small quiet">${words.here}</h3>
        ${switchField({ label: words.browser, on: settings.browserNotices, onChange: (on) => void this.setBrowserNotices(on) })}
        ${denied ? html`<p class="small wait" role="status">${words.denied}</p>` : nothing}
        ${switchField({ label: words.sound, on: settings.sound, onChange: (sound) => cabinet.change({ sound }) })}`,
    });
  }

  private keys(): TemplateResult {
    const { keys: words } = this.texts;
    const { cabinet } = this;
    return titledSection({
      id: 'keys',
      heading: words.heading,
      content: html`${switchField({
          label: words.on,
          on: cabinet.settings.singleKeys,
          onChange: (singleKeys) => cabinet.change({ singleKeys }),
        })}
        <p class="small quiet">${words.note}</p>`,
    });
  }

  private readonly saveName = (event: Event): void => {
    event.preventDefault();
    void this.change({ name: this.name.trim() });
  };

  private async change(change: object): Promise<void> {
    this.saved = await this.attempt.run(async () => this.cabinet.renew(await this.cabinet.api.patch('/me', meSchema, change)));
  }

  private async setNotice(kind: keyof Notices, on: boolean): Promise<void> {
    const { me } = this.cabinet;
    if (me) await this.change({ notices: { ...me.notices, [kind]: on } });
  }

  private async setBrowserNotices(on: boolean): Promise<void> {
    if (on && 'Notification' in globalThis && Notification.permission === 'default') await Notification.requestPermission();
    this.cabinet.change({ browserNotices: on });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'me-page': MePage;
  }
}
