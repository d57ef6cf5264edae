import { meSchema, type Notices } from '@installment-button/protocol/cabinet/access';
import { base, button, buttonStyles, choiceStyles, fieldStyles, icon, selectField, textField } from '@installment-button/ui';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { failureText } from '../../failure-text.ts';
import type { KeyAct } from '../../keys.ts';
import { Page } from '../../parts/page.ts';
import { pageStyles } from '../../parts/page.styles.ts';
import { linkTo } from '../../shell/link-to.ts';
import './security-section.ts';
import { meTexts } from './texts.ts';

/** What belongs to the person and to their browser. */
@customElement('me-page')
export class MePage extends Page {
  static override styles = [
    base,
    buttonStyles,
    choiceStyles,
    fieldStyles,
    pageStyles,
    css`
      .columns {
        display: grid;
        gap: 0 64px;
        align-items: start;
      }
      .fields {
        display: grid;
        grid-template-columns: 1fr;
        gap: 16px;
        max-width: 560px;
        padding: 8px 0 24px;
      }
      .switch-row {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 48px;
      }
      h3 {
        margin: 12px 0 0;
        color: var(--ink-2);
        font-size: 13px;
        line-height: 18px;
      }
      .links a {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 52px;
        border-top: 1px solid var(--line);
        text-decoration: none;
      }
      .links {
        margin-bottom: 24px;
      }
      @media (min-width: 640px) {
        .links {
          display: none;
        }
      }
      @media (min-width: 1024px) {
        .columns {
          grid-template-columns: 1fr 1fr;
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
    return html`<div class="head">
        <div>
          <h1 class="words">${texts.heading}</h1>
          <p class="caption">${me.email}</p>
        </div>
      </div>
      ${this.failure === null ? nothing : html`<p class="bad" role="alert">${failureText(this.failure, this.common, this.formats)}</p>`}
      ${me.role === 'head' ? this.links() : nothing}
      <div class="columns">
        <div>${this.person()} ${this.notices()} ${this.keys()}</div>
        <security-section .cabinet=${cabinet}></security-section>
      </div>
      ${button({ kind: 'line', label: texts.signOut, onPress: () => void cabinet.signOut() })}`;
  }

  /** On phones the bar below has four places; the head's others are here. */
  private links(): TemplateResult {
    const { nav } = this.common;
    const places = [
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
    return html`<section class="section" aria-labelledby="person">
      <header><h2 id="person">${words.heading}</h2></header>
      <form class="fields" novalidate @submit=${this.saveName}>
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
            ? html`<div>${button({ kind: 'line', label: this.common.save, type: 'submit' })}</div>`
            : this.saved
              ? html`<p class="small good" role="status">${words.saved}</p>`
              : nothing
        }
        ${selectField({
          id: 'language',
          label: words.language,
          value: cabinet.locale,
          choices: [
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ],
          onChange: (value) => void this.change({ language: value === 'en' ? 'en' : 'ru' }),
        })}
        ${selectField({
          id: 'theme',
          label: words.theme,
          value: cabinet.settings.theme,
          choices: (['auto', 'light', 'dark'] as const).map((value) => ({ value, label: words.themes[value] })),
          onChange: (value) => cabinet.change({ theme: value === 'light' || value === 'dark' ? value : 'auto' }),
        })}
        ${
          (cabinet.me?.modes.length ?? 0) > 1
            ? selectField({
                id: 'mode',
                label: mode,
                value: cabinet.mode,
                choices: [
                  { value: 'live', label: this.common.liveMode },
                  { value: 'test', label: this.common.testMode },
                ],
                onChange: (value) => cabinet.change({ mode: value === 'test' ? 'test' : 'live' }),
              })
            : nothing
        }
      </form>
    </section>`;
  }

  private notices(): TemplateResult {
    const { notices: words } = this.texts;
    const { cabinet } = this;
    const { me, settings } = cabinet;
    const kinds = (['signed', 'unconfirmed', 'failing'] as const).filter((kind) => kind !== 'failing' || me?.role === 'head');
    const denied = settings.browserNotices && 'Notification' in globalThis && Notification.permission === 'denied';
    return html`<section class="section" aria-labelledby="notices">
      <header><h2 id="notices">${words.heading}</h2></header>
      <h3>${words.email}</h3>
      ${kinds.map((kind) => this.switch(words[kind], me?.notices[kind] ?? false, (on) => void this.setNotice(kind, on)))}
      <h3>${words.here}</h3>
      ${this.switch(words.browser, settings.browserNotices, (on) => void this.setBrowserNotices(on))}
      ${denied ? html`<p class="small wait" role="status">${words.denied}</p>` : nothing}
      ${this.switch(words.sound, settings.sound, (sound) => cabinet.change({ sound }))}
    </section>`;
  }

  private keys(): TemplateResult {
    const { keys: words } = this.texts;
    return html`<section class="section" aria-labelledby="keys">
      <header><h2 id="keys">${words.heading}</h2></header>
      ${this.switch(words.on, this.cabinet.settings.singleKeys, (singleKeys) => this.cabinet.change({ singleKeys }))}
      <p class="small quiet">${words.note}</p>
    </section>`;
  }

  private switch(label: string, on: boolean, change: (on: boolean) => void): TemplateResult {
    return html`<label class="switch-row">
      <input
        class="switch"
        type="checkbox"
        role="switch"
        .checked=${on}
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
      />
      <span>${label}</span>
    </label>`;
  }

  private readonly saveName = (event: Event): void => {
    event.preventDefault();
    void this.change({ name: this.name.trim() });
  };

  private async change(change: object): Promise<void> {
    this.saved = await this.attempt(async () => this.cabinet.renew(await this.cabinet.api.patch('/me', meSchema, change)));
  }

  private async setNotice(kind: keyof Notices, on: boolean): Promise<void> {
    const { me } = this.cabinet;
    if (me) await this.change({ notices: { ...me.notices, [kind]: on } });
  }

  private async setBrowserNotices(on: boolean): Promise<void> {
    if (on && 'Notification' in globalThis && Notification.permission === 'default') await Notification.requestPermission();
    this.cabinet.change({ browserNotices: on });
  }

  override keyActs(): readonly KeyAct[] {
    return [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'me-page': MePage;
  }
}
