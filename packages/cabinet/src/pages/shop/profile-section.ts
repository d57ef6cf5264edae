import { shopSettingsSchema, type ChangeShop, type ShopSettings } from '@installment-button/protocol/cabinet/shop';
import { button, icon, switchField, textField } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Section } from '../../parts/section.ts';
import { readSum, writeSum } from '@installment-button/protocol/written-sum';
import { linkTo } from '../../shell/link-to.ts';
import { shopTexts } from './texts.ts';

const LOGO_BYTES = 100_000;

/** The shop's name, logo and account; and the orders that are confirmed without a person. */
@customElement('profile-section')
export class ProfileSection extends Section {
  static override styles = [
    ...Section.styles,
    css`
      form {
        display: grid;
        gap: 20px;
        padding-bottom: 32px;
      }
      .logo {
        display: flex;
        align-items: center;
        gap: 16px;
      }
      .logo img,
      .logo i {
        width: 52px;
        height: 3.25rem;
        border-radius: var(--radius);
        object-fit: contain;
        background: var(--paper-2);
      }
      .logo input {
        position: absolute;
        width: 1px;
        height: 1px;
        opacity: 0;
      }
      .logo label {
        cursor: pointer;
      }
      .logo input:focus-visible + label {
        outline: 2px solid var(--focus);
        outline-offset: 4px;
      }
      .indent {
        display: grid;
        gap: 20px;
        padding-left: 60px;
      }
      @media (max-width: 39.9375em) {
        .indent {
          padding-left: 0;
        }
      }
    `,
  ];

  @state() private settings: ShopSettings | null = null;
  @state() private name = '';
  @state() private bic = '';
  @state() private upTo = '';
  @state() private saved: 'profile' | 'rules' | null = null;
  @state() private logoLarge = false;
  @state() private wrong: 'bic' | 'upTo' | null = null;

  private get texts() {
    return shopTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    this.take(await this.cabinet.api.get('/shop', shopSettingsSchema));
  }

  private take(settings: ShopSettings): void {
    this.settings = settings;
    this.name = settings.name;
    this.bic = settings.bic ?? '';
    this.upTo = writeSum(settings.autoConfirm.upTo);
    const { me } = this.cabinet;
    if (me && (me.shop.name !== settings.name || me.shop.logo !== settings.logo)) {
      this.cabinet.renew({ ...me, shop: { ...me.shop, name: settings.name, logo: settings.logo } });
    }
  }

  protected override render(): TemplateResult {
    const { sections, rules } = this.texts;
    if (!this.settings) return html`${this.alert()}`;
    return html`<div class="halves">
      ${this.frame(sections.profile, nothing, html`${this.alert()}${this.profile(this.settings)}`, 'profile')}
      ${this.frame(sections.rules, rules.note, this.rules(this.settings), 'rules')}
    </div>`;
  }

  private profile({ logo, issuesReceipts }: ShopSettings): TemplateResult {
    const { profile: words } = this.texts;
    const integration = { page: 'integration' as const };
    return html`<form novalidate @submit=${this.saveProfile}>
      ${textField({ id: 'name', label: words.name, value: this.name, maxLength: 200, hint: words.nameHint, onInput: (value) => (this.name = value) })}
      <div class="field">
        <p class="legend">${words.logo}</p>
        <div class="logo">
          ${logo ? html`<img src=${logo} alt="" />` : html`<i></i>`}
          <input id="logo" type="file" accept="image/png,image/jpeg,image/webp,image/svg+xml" @change=${this.chooseLogo} />
          <label class="text-button" for="logo">${words.choose}</label>
          ${
            logo
              ? html`<button class="text-button" type="button" @click=${() => void this.change({ logo: null }, 'profile')}>
                  ${words.removeLogo}
                </button>`
              : nothing
          }
        </div>
        <p class=${this.logoLarge ? 'problem' : 'hint'}>${this.logoLarge ? words.logoLarge : words.logoHint}</p>
      </div>
      ${textField({
        id: 'bic',
        label: words.bic,
        value: this.bic,
        inputMode: 'numeric',
        maxLength: 9,
        hint: words.bicHint,
        error: this.wrong === 'bic' ? words.bicWrong : undefined,
        onInput: (value) => (this.bic = value),
      })}
      ${switchField({
        label: words.receipts,
        note: words.receiptsNote,
        on: issuesReceipts,
        onChange: (on) => void this.change({ issuesReceipts: on }, 'profile'),
      })}
      <p class="small quiet">
        <a href=${this.cabinet.hrefOf(integration)} @click=${linkTo(this.cabinet, integration)}>${words.look}</a>
      </p>
      ${this.saveRow('profile')}
    </form>`;
  }

  private rules({ autoConfirm }: ShopSettings): TemplateResult {
    const { rules: words } = this.texts;
    const change = (part: Partial<ShopSettings['autoConfirm']>) => void this.change({ autoConfirm: { ...autoConfirm, ...part } }, 'rules');
    return html`<form novalidate @submit=${this.saveRules}>
      ${switchField({ label: words.on, on: autoConfirm.on, onChange: (on) => change({ on }) })}
      ${
        autoConfirm.on
          ? html`<div class="indent">
              ${textField({
                id: 'up-to',
                label: words.upTo,
                value: this.upTo,
                inputMode: 'decimal',
                hint: words.upToHint,
                error: this.wrong === 'upTo' ? words.upToWrong : undefined,
                onInput: (value) => (this.upTo = value),
              })}
              ${switchField({
                label: words.untrusted,
                note: words.untrustedNote,
                on: autoConfirm.untrusted,
                onChange: (untrusted) => change({ untrusted }),
              })}
              ${this.saveRow('rules')}
            </div>`
          : nothing
      }
    </form>`;
  }

  private saveRow(which: 'profile' | 'rules'): TemplateResult {
    return html`<div class="end-row">
      ${button({ kind: 'line', label: this.shared.save, type: 'submit', busy: this.attempt.busy })}
      ${this.saved === which ? html`<span class="done small" role="status">${icon('check', 16)}${this.texts.profile.saved}</span>` : nothing}
    </div>`;
  }

  private async change(change: ChangeShop, which: 'profile' | 'rules'): Promise<void> {
    this.saved = null;
    await this.attempt.run(async () => {
      this.take(await this.cabinet.api.patch('/shop', shopSettingsSchema, change));
      this.saved = which;
    });
  }

  private readonly saveProfile = (event: Event): void => {
    event.preventDefault();
    const bic = this.bic.trim();
    this.wrong = bic === '' || /^\d{9}$/.test(bic) ? null : 'bic';
    if (this.wrong === null && this.name.trim() !== '')
      void this.change({ name: this.name.trim(), bic: bic === '' ? null : bic }, 'profile');
  };

  private readonly saveRules = (event: Event): void => {
    event.preventDefault();
    const upTo = this.upTo.trim() === '' ? null : readSum(this.upTo);
    this.wrong = this.upTo.trim() !== '' && !upTo ? 'upTo' : null;
    if (this.wrong === null && this.settings) void this.change({ autoConfirm: { ...this.settings.autoConfirm, upTo } }, 'rules');
  };

  private readonly chooseLogo = async (event: Event): Promise<void> => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file) return;
    this.logoLarge = file.size > LOGO_BYTES;
    if (this.logoLarge) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    await this.change({ logo: `data:${file.type};base64,${btoa(binary)}` }, 'profile');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'profile-section': ProfileSection;
  }
}
