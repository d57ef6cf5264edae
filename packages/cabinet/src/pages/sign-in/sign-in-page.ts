import { banksNowSchema, meSchema, type BanksNow } from '@installment-button/protocol/cabinet/access';
import { button, icon, textField } from '@installment-button/ui';
import '@installment-button/ui/code-input';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiError } from '../../api/api-error.ts';
import { CabinetElement } from '../../parts/cabinet-element.ts';
import { banksNow } from './banks-now.ts';
import { passwordFieldStyles } from '../../parts/password-field.styles.ts';
import { passwordField } from '../../parts/password-field.ts';
import { signInStyles } from './sign-in.styles.ts';
import { signInTexts } from './texts.ts';

/** Signs a person in by e-mail, password and, where it is on, the second factor. Sends a link for a new password. */
@customElement('sign-in-page')
export class SignInPage extends CabinetElement {
  static override styles = [...CabinetElement.styles, passwordFieldStyles, signInStyles];

  @state() private step: 'password' | 'code' | 'forgotten' | 'sent' = 'password';
  @state() private email = '';
  @state() private password = '';
  @state() private shown = false;
  @state() private banks: BanksNow | null = null;
  private readonly wide = matchMedia('(min-width: 56.25em)').matches;

  override connectedCallback(): void {
    super.connectedCallback();
    this.cabinet.api.get('/banks-now', banksNowSchema).then(
      (banks) => (this.banks = banks),
      () => undefined,
    );
  }

  private get texts() {
    return signInTexts[this.cabinet.locale];
  }

  protected override render(): TemplateResult {
    const { cabinet, texts } = this;
    const other = cabinet.locale === 'ru' ? 'en' : 'ru';
    return html`<div class="form-side">
        <p class="brand">
          <i></i>${cabinet.texts.shopCabinet}
          <button class="text-button locale" type="button" lang=${other} @click=${() => cabinet.speak(other)}>
            ${other === 'ru' ? 'По-русски' : 'In English'}
          </button>
        </p>
        ${this.form()}
        <p class="no-access">${texts.noAccess}</p>
      </div>
      ${banksNow(this.banks, texts, cabinet.formats, this.wide)}`;
  }

  private form(): TemplateResult {
    switch (this.step) {
      case 'code':
        return this.codeForm();
      case 'forgotten':
        return this.forgottenForm();
      case 'sent':
        return html`<div class="message">
          <h1 tabindex="-1">${this.texts.forgottenHeading}</h1>
          <p class="under" role="status">${this.texts.sent}</p>
          ${this.wayBack(this.texts.backToSignIn)}
        </div>`;
      default:
        return this.passwordForm();
    }
  }

  private passwordForm(): TemplateResult {
    const { texts } = this;
    return html`<form novalidate @submit=${this.submit}>
      <h1>${texts.heading}</h1>
      <p class="under">${texts.note}</p>
      ${this.emailField()}
      ${passwordField({
        id: 'password',
        label: texts.password,
        value: this.password,
        autocomplete: 'current-password',
        shown: this.shown,
        show: texts.showPassword,
        hide: texts.hidePassword,
        onInput: (value) => (this.password = value),
        onToggle: () => (this.shown = !this.shown),
      })}
      <p class="forgotten">
        <button class="text-button" type="button" @click=${() => this.turn('forgotten')}>${texts.forgotten}</button>
      </p>
      ${this.alert()} ${button({ label: texts.enter, type: 'submit', busy: this.attempt.busy })}
      <p class="after">${texts.after}</p>
    </form>`;
  }

  private codeForm(): TemplateResult {
    const { texts } = this;
    return html`<form novalidate @submit=${(event: Event) => event.preventDefault()}>
      <h1>${texts.codeHeading}</h1>
      <p class="under">${texts.codeNote}</p>
      ${this.alert()}
      <ui-code-input
        label=${texts.code}
        ?invalid=${this.attempt.failure !== null}
        ?busy=${this.attempt.busy}
        @code-complete=${(event: Event) => void this.signIn((event.target as HTMLInputElement).value)}
      ></ui-code-input>
      <p class="after">${this.wayBack(texts.otherAccount)}</p>
    </form>`;
  }

  private forgottenForm(): TemplateResult {
    const { texts } = this;
    return html`<form novalidate @submit=${this.askForLink}>
      <h1>${texts.forgottenHeading}</h1>
      <p class="under">${texts.forgottenNote}</p>
      ${this.emailField()} ${this.alert()} ${button({ label: texts.send, type: 'submit', busy: this.attempt.busy })}
      <p class="after">${this.wayBack(texts.backToSignIn)}</p>
    </form>`;
  }

  private emailField(): TemplateResult {
    return textField({
      id: 'email',
      name: 'email',
      label: this.texts.email,
      value: this.email,
      type: 'email',
      autocomplete: 'username',
      inputMode: 'email',
      autocapitalize: 'none',
      onInput: (value) => (this.email = value),
    });
  }

  private wayBack(label: string): TemplateResult {
    return html`<button class="text-button" type="button" @click=${() => this.turn('password')}>${label}</button>`;
  }

  protected override alert(): ReturnType<CabinetElement['alert']> {
    const { failure } = this.attempt;
    if (!(failure instanceof ApiError && failure.code === 'credentials_wrong')) return super.alert();
    return html`<p class="alert" role="alert">
      ${icon('warning')}<span>${this.step === 'code' ? this.texts.codeWrong : this.texts.wrong}</span>
    </p>`;
  }

  private turn(step: SignInPage['step']): void {
    this.step = step;
    this.attempt.clear();
    void this.updateComplete.then(() => {
      const first = this.renderRoot.querySelector<HTMLElement>(
        step === 'password' && this.email !== '' ? '#password' : 'input, ui-code-input, h1',
      );
      first?.focus();
    });
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    void this.signIn();
  };

  private async signIn(code?: string): Promise<void> {
    const { cabinet, email, password } = this;
    await this.attempt.run(async () => {
      cabinet.signedIn(await cabinet.api.post('/sign-in', meSchema, { email, password, ...(code === undefined ? {} : { code }) }));
    });
    const { failure } = this.attempt;
    if (failure instanceof ApiError && failure.code === 'second_factor_needed') return this.turn('code');
    if (failure === null) return;
    if (this.step === 'code') this.renderRoot.querySelector('ui-code-input')?.clear();
    else this.renderRoot.querySelector<HTMLElement>('#password')?.focus();
  }

  private readonly askForLink = async (event: Event): Promise<void> => {
    event.preventDefault();
    const sent = await this.attempt.run(() => this.cabinet.api.act('POST', '/password/forgotten', { email: this.email }));
    if (sent) this.turn('sent');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sign-in-page': SignInPage;
  }
}
