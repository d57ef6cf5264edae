import {
  meSchema,
  newSecondFactorSchema,
  userSessionListSchema,
  type NewSecondFactor,
  type UserSession,
} from '@installment-button/protocol/cabinet/access';
import { button, icon, textField } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Section } from '../../parts/section.ts';
import { passwordField } from '../../parts/password-field.ts';
import { passwordFieldStyles } from '../../parts/password-field.styles.ts';
import { browserName } from '../../browser/browser-name.ts';
import { meTexts } from './texts.ts';

type Part = 'password' | 'factor' | 'sessions';

/** How the person signs in: password, second factor, sessions. */
@customElement('security-section')
export class SecuritySection extends Section {
  static override styles = [
    ...Section.styles,
    passwordFieldStyles,
    css`
      form {
        display: grid;
        gap: 16px;
        padding-bottom: 24px;
      }
      .qr {
        padding: 8px;
      }
      .session > div {
        flex: 1;
        min-width: 0;
        padding-block: 8px;
      }
      .lead {
        max-width: 560px;
        padding-bottom: 12px;
      }
    `,
  ];

  @state() private current = '';
  @state() private next = '';
  @state() private shown = false;
  @state() private changed = false;
  @state() private factor: NewSecondFactor | null = null;
  @state() private code = '';
  /** Typed to turn the second factor on or off; null: not asked for yet. */
  @state() private askedPassword: string | null = null;
  @state() private sessions: UserSession[] | null = null;

  private get texts() {
    return meTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    this.sessions = (await this.cabinet.api.get('/me/sessions', userSessionListSchema)).data;
  }

  protected override render(): TemplateResult {
    const { password, factor, sessions } = this.texts;
    return html`${this.frame(password.heading, nothing, this.password(), 'password')}
    ${this.frame(factor.heading, nothing, this.secondFactor(), 'factor')}
    ${this.frame(sessions.heading, sessions.note, this.sessionList(), 'sessions')}`;
  }

  private problem(part: Part): TemplateResult | typeof nothing {
    const said = ['/current', '/next', '/code', '/password'].some((path) => this.fieldFault(path) !== undefined);
    // The sessions are what this section reads: a failed reading is said there.
    const isOwn = this.attempt.failed === part || (part === 'sessions' && this.attempt.failed === null);
    return isOwn ? this.alert(said) : nothing;
  }

  private password(): TemplateResult {
    const { password: words } = this.texts;
    const field = (id: 'current' | 'next', label: string, error: string | undefined, hint?: string) =>
      passwordField({
        id,
        label,
        value: this[id],
        autocomplete: id === 'current' ? 'current-password' : 'new-password',
        shown: this.shown,
        show: words.show,
        hide: words.hide,
        hint,
        error,
        onInput: (value) => {
          this[id] = value;
          this.changed = false;
        },
        onToggle: () => (this.shown = !this.shown),
      });
    return html`<form novalidate @submit=${this.changePassword}>
      <input
        class="visually-hidden"
        type="email"
        autocomplete="username"
        .value=${this.cabinet.me?.email ?? ''}
        tabindex="-1"
        aria-hidden="true"
        readonly
      />
      ${field('current', words.current, this.fieldFault('/current') ? words.wrong : undefined)}
      ${field('next', words.next, this.fieldFault('/next') ? words.tooSimple : undefined, words.hint)} ${this.problem('password')}
      <div class="end-row">
        ${button({ kind: 'line', label: words.change, type: 'submit', busy: this.attempt.busy })}
        ${this.changed ? html`<span class="done small" role="status">${icon('check', 16)}${words.changed}</span>` : nothing}
      </div>
    </form>`;
  }

  private readonly changePassword = (event: Event): void => {
    event.preventDefault();
    const { current, next } = this;
    void this.attempt.run(async () => {
      await this.cabinet.api.act('POST', '/me/password', { current, next });
      this.changed = true;
      this.current = '';
      this.next = '';
      await this.load();
    }, 'password');
  };

  private secondFactor(): TemplateResult {
    const { factor: words } = this.texts;
    const on = this.cabinet.me?.secondFactor ?? false;
    if (on) return this.factorSwitch(words.on, words.turnOff, this.dropFactor);
    if (!this.factor) return this.factorSwitch(words.off, words.begin, this.beginFactor);
    return html`<form novalidate @submit=${this.confirmFactor}>
      <p>${words.scan}</p>
      <img class="qr" src="data:image/svg+xml,${encodeURIComponent(this.factor.qr)}" alt=${words.qrAlt} />
      <p class="small">${words.secret}: <code class="mono break">${this.factor.secret}</code></p>
      ${textField({
        id: 'code',
        label: words.code,
        value: this.code,
        inputMode: 'numeric',
        autocomplete: 'one-time-code',
        maxLength: 6,
        error: this.fieldFault('/code') ? words.codeWrong : undefined,
        onInput: (value) => (this.code = value.replace(/\D/g, '')),
      })}
      ${this.problem('factor')}
      <div class="end-row">${button({ kind: 'line', label: words.confirm, type: 'submit', busy: this.attempt.busy })}</div>
    </form>`;
  }

  /** A button that asks for the password before it acts: a browser that was left signed in must not change the sign-in. */
  private factorSwitch(lead: string, label: string, act: (event: Event) => void): TemplateResult {
    const { factor: words, password } = this.texts;
    if (this.askedPassword === null) {
      return html`<p class="lead">${lead}</p>
        ${button({ kind: 'line', label, onPress: () => (this.askedPassword = '') })}`;
    }
    return html`<p class="lead">${lead}</p>
      <form novalidate @submit=${act}>
        ${passwordField({
          id: 'asked',
          label: words.password,
          value: this.askedPassword,
          autocomplete: 'current-password',
          shown: this.shown,
          show: password.show,
          hide: password.hide,
          error: this.fieldFault('/password') ? password.wrong : undefined,
          onInput: (value) => (this.askedPassword = value),
          onToggle: () => (this.shown = !this.shown),
        })}
        ${this.problem('factor')}
        <div class="end-row">${button({ kind: 'line', label, type: 'submit', busy: this.attempt.busy })}</div>
      </form>`;
  }

  private readonly beginFactor = (event: Event): void => {
    event.preventDefault();
    void this.attempt.run(async () => {
      this.factor = await this.cabinet.api.post('/me/second-factor', newSecondFactorSchema, { password: this.askedPassword ?? '' });
      this.askedPassword = null;
    }, 'factor');
  };

  private readonly confirmFactor = (event: Event): void => {
    event.preventDefault();
    void this.attempt.run(async () => {
      this.cabinet.renew(await this.cabinet.api.post('/me/second-factor/confirm', meSchema, { code: this.code }));
      this.factor = null;
      this.code = '';
      await this.load();
    }, 'factor');
  };

  private readonly dropFactor = (event: Event): void => {
    event.preventDefault();
    void this.attempt.run(async () => {
      this.cabinet.renew(await this.cabinet.api.post('/me/second-factor/off', meSchema, { password: this.askedPassword ?? '' }));
      this.askedPassword = null;
    }, 'factor');
  };

  private sessionList(): TemplateResult {
    const { sessions: words } = this.texts;
    const now = this.cabinet.now();
    return html`${this.problem('sessions')}
    ${this.sessions?.map(({ id, current, createdAt, usedAt, address, userAgent }) => {
      const ago = this.shared.ago(this.formats.span(Math.max(60, (now.getTime() - new Date(usedAt).getTime()) / 1000)));
      const about = [address, words.since(this.formats.moment(new Date(createdAt), now)), current ? words.current : words.used(ago)];
      return html`<div class="row session">
        <div>
          <p class=${current ? 'medium' : ''}>${browserName(userAgent) ?? words.unknown}</p>
          <p class="small quiet">${about.join(' · ')}</p>
        </div>
        ${current ? nothing : html`<button class="text-button small" type="button" @click=${() => void this.end(id)}>${words.end}</button>`}
      </div>`;
    })}`;
  }

  private end(id: string): Promise<boolean> {
    return this.attempt.run(async () => {
      await this.cabinet.api.act('DELETE', `/me/sessions/${id}`);
      await this.load();
    }, 'sessions');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'security-section': SecuritySection;
  }
}
