import { meSchema, passwordLinkSchema, type PasswordLink } from '@installment-button/protocol/cabinet/access';
import { button, ring, textField } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { optional } from 'zod/mini';
import { ApiError } from '../../api/api-error.ts';
import { failureText } from '../../api/failure-text.ts';
import { CabinetElement } from '../../parts/cabinet-element.ts';
import { passwordFieldStyles } from '../../parts/password-field.styles.ts';
import { passwordField } from '../../parts/password-field.ts';
import { signInStyles } from './sign-in.styles.ts';
import { signInTexts } from './texts.ts';

/** The page of the link in an invitation or in a password reset: asks for a name and a password. */
@customElement('password-page')
export class PasswordPage extends CabinetElement {
  static override styles = [...CabinetElement.styles, passwordFieldStyles, signInStyles];

  @state() private link: PasswordLink | null = null;
  @state() private linkFailure: unknown = null;
  @state() private name = '';
  @state() private password = '';
  @state() private shown = false;
  @state() private nameMissing = false;
  @state() private saved = false;

  private get texts() {
    return signInTexts[this.cabinet.locale];
  }

  private get token(): string {
    return this.cabinet.place.page === 'password' ? this.cabinet.place.token : '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.cabinet.api.post('/password/link', passwordLinkSchema, { token: this.token }).then(
      (link) => {
        this.link = link;
        this.name = link.name;
        this.cabinet.speak(link.language);
      },
      (error: unknown) => (this.linkFailure = error),
    );
  }

  protected override render(): TemplateResult {
    return html`<div class="form-side">
      <p class="brand"><i></i>${this.link?.shop ?? this.cabinet.texts.shopCabinet}</p>
      ${this.content()}
    </div>`;
  }

  private content(): TemplateResult {
    const { texts, link } = this;
    if (this.linkFailure !== null) {
      return this.message(failureText(this.linkFailure, this.shared, this.formats));
    }
    if (this.saved) return this.message(texts.saved);
    if (!link) return html`<div class="message" role="status">${ring()}</div>`;
    const words = texts[link.purpose];
    const { failure, busy } = this.attempt;
    const tooSimple = failure instanceof ApiError && failure.at('/password') !== undefined;
    return html`<form novalidate @submit=${this.submit}>
      <h1>${words.heading}</h1>
      <p class="under">${words.note(link.shop)}</p>
      <input
        class="visually-hidden"
        type="email"
        name="email"
        autocomplete="username"
        .value=${link.email}
        tabindex="-1"
        aria-hidden="true"
        readonly
      />
      ${
        link.purpose === 'invitation'
          ? textField({
              id: 'name',
              name: 'name',
              label: texts.name,
              hint: texts.nameHint,
              error: this.nameMissing && this.name.trim() === '' ? texts.fillName : undefined,
              value: this.name,
              autocomplete: 'name',
              onInput: (value) => (this.name = value),
            })
          : nothing
      }
      ${passwordField({
        id: 'new-password',
        label: texts.newPassword,
        hint: texts.passwordHint,
        error: tooSimple ? texts.tooSimple : undefined,
        value: this.password,
        autocomplete: 'new-password',
        shown: this.shown,
        show: texts.showPassword,
        hide: texts.hidePassword,
        onInput: (value) => (this.password = value),
        onToggle: () => (this.shown = !this.shown),
      })}
      ${tooSimple ? nothing : this.alert()} ${button({ label: texts.saveAndEnter, type: 'submit', busy })}
    </form>`;
  }

  private message(text: string): TemplateResult {
    return html`<div class="message">
      <p class="under" role="status">${text}</p>
      <button class="text-button" type="button" @click=${this.leave}>${this.texts.backToSignIn}</button>
    </div>`;
  }

  private readonly leave = (): void => {
    this.cabinet.go({ page: 'orders', query: {} }, { replace: true });
  };

  private readonly submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.nameMissing = this.link?.purpose === 'invitation' && this.name.trim() === '';
    if (this.nameMissing) return;
    const name = this.name.trim() === '' ? {} : { name: this.name };
    await this.attempt.run(async () => {
      const me = await this.cabinet.api.post('/password', optional(meSchema), { token: this.token, password: this.password, ...name });
      if (me) {
        this.cabinet.signedIn(me);
        this.leave();
      } else this.saved = true;
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'password-page': PasswordPage;
  }
}
