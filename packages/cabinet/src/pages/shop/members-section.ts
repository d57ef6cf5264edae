import { memberListSchema, type Member } from '@installment-button/protocol/cabinet/shop';
import type { Role } from '@installment-button/protocol/cabinet/access';
import { selectField, textField } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiError } from '../../api/api-error.ts';
import { addButton, choicesOf, formEnd } from '../../parts/form-parts.ts';
import { Section } from '../../parts/section.ts';
import { languages } from '../../texts/languages.ts';
import { shopTexts } from './texts.ts';

interface Invitation {
  email: string;
  role: Role;
  language: 'ru' | 'en';
}

/** The members of the shop: their roles and their access. */
@customElement('members-section')
export class MembersSection extends Section {
  static override styles = [
    ...Section.styles,
    css`
      .person {
        grid-template-columns: minmax(0, 1fr) 120px 460px;
        min-height: 3.75rem;
      }
      form {
        display: grid;
        gap: 16px;
      }
      @media (max-width: 56.25em) {
        .person {
          grid-template-columns: minmax(0, 1fr) auto;
        }
      }
    `,
  ];

  @state() private people: Member[] | null = null;
  @state() private inviting: Invitation | null = null;

  private get texts() {
    return shopTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    this.people = (await this.cabinet.api.get('/members', memberListSchema)).data;
  }

  protected override render(): TemplateResult {
    const { sections, people: words } = this.texts;
    return this.frame(
      sections.people,
      words.note,
      html`${this.problem()} ${this.people?.map((person) => this.person(person))} ${this.form()}`,
    );
  }

  /** Whether the server answered that this clashes with what is there: the e-mail is taken, or this is the last owner. */
  private get conflict(): boolean {
    return this.attempt.failure instanceof ApiError && this.attempt.failure.code === 'conflict';
  }

  private problem(): TemplateResult | typeof nothing {
    if (!this.conflict) return this.alert();
    return this.inviting ? nothing : html`<p class="alert" role="alert">${this.texts.people.lastHead}</p>`;
  }

  private person({ id, name, email, role, state, secondFactor, lastSeenAt }: Member): TemplateResult {
    const { people: words } = this.texts;
    const own = id === this.cabinet.me?.id;
    const act = (label: string, run: () => void) =>
      html`<button class="text-button small" type="button" aria-label="${label}: ${name}" @click=${run}>${label}</button>`;
    const change = (part: { role?: Role; disabled?: boolean }) => () => void this.change(id, part);
    const seconds = lastSeenAt ? (this.cabinet.now().getTime() - new Date(lastSeenAt).getTime()) / 1000 : null;
    const about = [
      name === email ? '' : email,
      own ? words.you : words.state[state],
      state === 'active' && seconds !== null && !own ? words.seen(this.shared.ago(this.formats.span(Math.max(60, seconds)))) : '',
      secondFactor ? words.secondFactor : '',
    ].filter(Boolean);
    return html`<div class="list-line person">
      <div>
        <p class="break ${state === 'disabled' ? 'quiet' : 'medium'}">${name}</p>
        <p class="small quiet break">${about.join(' · ')}</p>
      </div>
      <span class="small">${words.role[role]}</span>
      <span class="line-acts">
        ${
          own
            ? nothing
            : state === 'disabled'
              ? act(words.enable, change({ disabled: false }))
              : html`${state === 'invited' ? act(words.again, () => void this.again(id)) : nothing}
                ${secondFactor ? act(words.dropFactor, () => void this.dropFactor(id)) : nothing}
                ${role === 'head' ? act(words.makeManager, change({ role: 'manager' })) : act(words.makeHead, change({ role: 'head' }))}
                ${act(words.disable, change({ disabled: true }))}`
        }
      </span>
    </div>`;
  }

  private form(): TemplateResult {
    const { people: words } = this.texts;
    const { inviting } = this;
    if (!inviting) return addButton(words.invite, () => (this.inviting = { email: '', role: 'manager', language: this.cabinet.locale }));
    return html`<form novalidate @submit=${this.invite}>
      ${textField({
        id: 'email',
        label: words.email,
        value: inviting.email,
        type: 'email',
        autocapitalize: 'none',
        error: this.conflict ? words.taken : undefined,
        onInput: (email) => {
          this.inviting = { ...inviting, email };
          this.attempt.clear();
        },
      })}
      ${selectField({
        id: 'role',
        label: words.whatRole,
        value: inviting.role,
        choices: choicesOf(words.role),
        onChange: (value) => (this.inviting = { ...inviting, role: value === 'head' ? 'head' : 'manager' }),
      })}
      ${selectField({
        id: 'language',
        label: words.language,
        value: inviting.language,
        choices: choicesOf(languages),
        onChange: (value) => (this.inviting = { ...inviting, language: value === 'en' ? 'en' : 'ru' }),
      })}
      ${formEnd({ send: words.send, cancel: this.shared.cancel, busy: this.attempt.busy, onCancel: () => (this.inviting = null) })}
    </form>`;
  }

  private readonly invite = (event: Event): void => {
    event.preventDefault();
    void this.attempt.run(async () => {
      this.people = (await this.cabinet.api.post('/members', memberListSchema, this.inviting)).data;
      this.inviting = null;
    });
  };

  private change(id: string, change: { role?: Role; disabled?: boolean }): Promise<boolean> {
    return this.attempt.run(async () => {
      this.people = (await this.cabinet.api.patch(`/members/${id}`, memberListSchema, change)).data;
    });
  }

  private again(id: string): Promise<boolean> {
    return this.attempt.run(() => this.cabinet.api.act('POST', `/members/${id}/invitation`));
  }

  private dropFactor(id: string): Promise<boolean> {
    return this.attempt.run(async () => {
      await this.cabinet.api.act('POST', `/members/${id}/second-factor/off`);
      await this.load();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'members-section': MembersSection;
  }
}
