import {
  base,
  button,
  buttonStyles,
  choiceStyles,
  fieldStyles,
  notice,
  noticeStyles,
  ringStyles,
  selectField,
  textField,
} from '@installment-button/ui';
import { employmentKinds } from '@installment-button/protocol/applicant';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { fieldOptions } from '../form/field-options.ts';
import { fieldError, fieldWarning } from '../form/rules.ts';
import { tidied } from '../form/tidy-field.ts';
import { fieldsOf, type FormScreen, formScreens } from '../form/form-screens.ts';
import type { FieldName } from '../form/values.ts';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { lastStep, type Screen } from '../session/screens.ts';
import { Step } from './step.ts';

/** One part of the form. A field shows its error when the buyer leaves it, and no longer once the value is right. «Continue» shows a summary. */
@customElement('form-step')
export class FormStep extends Step {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    fieldStyles,
    choiceStyles,
    noticeStyles,
    screenLayoutStyles,
    css`
      .notice {
        margin-top: 20px;
        scroll-margin-top: 72px;
      }
      .fields {
        margin-top: 24px;
      }
      .notice + .fields {
        margin-top: 20px;
      }
      .field {
        scroll-margin: 88px 0 120px;
      }
      .row {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 44px;
        cursor: pointer;
      }
      .control {
        scroll-margin: 100px 0 140px;
      }
    `,
  ];

  @property() screen: FormScreen = 'person';
  /** The fields that the buyer has left at least once. No other field shows an error. */
  @state() private left: ReadonlySet<FieldName> = new Set();
  @state() private summary = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('screen')) return;
    this.left = new Set();
    this.summary = false;
  }

  protected override render(): TemplateResult {
    const { texts, state } = this;
    const own = texts.form.screens[this.screen];
    const fields = fieldsOf(this.screen, state.draft.values);
    const wrong = fields.filter((name) => this.shownError(name));
    const part = formScreens.indexOf(this.screen) + 1;
    return screenLayout({
      eyebrow: `${texts.step(2, lastStep)} · ${texts.part(part, formScreens.length)}`,
      heading: own.heading,
      lead: own.lead,
      content: html`${this.summary && wrong.length ? this.errorSummary(wrong) : nothing}
      ${keyed(
        this.screen,
        html`<div class="fields">
          ${repeat(
            fields,
            (name) => name,
            (name) => this.field(name),
          )}
        </div>`,
      )}`,
      actions: button({ label: texts.continue, type: 'submit' }),
      note: html`<span class="wide-only">${own.next}</span>`,
      onSubmit: () => void this.next(),
    });
  }

  private field(name: FieldName): TemplateResult {
    const { texts, state } = this;
    const value = state.draft.values[name];
    const error = this.shownError(name);
    const warning = this.left.has(name) ? fieldWarning(name, state.draft.values, moscowDay(this.now)) : null;
    const hints: Partial<Record<FieldName, string>> = texts.form.hints;
    const frame = { id: name, label: texts.form.fields[name], error, hint: warning ? texts.warnings[warning] : hints[name] };
    if (name === 'employmentKind') {
      return selectField({
        ...frame,
        value,
        span: 'wide',
        empty: texts.form.choose,
        choices: employmentKinds.map((kind) => ({ value: kind, label: texts.form.employment[kind] })),
        onChange: (kind) => {
          this.buyerSession.typeValues({ [name]: kind });
          void this.buyerSession.saveNow();
        },
      });
    }
    const field = textField({
      ...frame,
      ...fieldOptions[name],
      name,
      value,
      onInput: (text) => this.buyerSession.typeValues({ [name]: text }),
      onBlur: () => this.leave(name),
    });
    return name === 'registrationAddress' ? html`${field} ${this.sameAddress()}` : field;
  }

  private sameAddress(): TemplateResult {
    const { values } = this.state.draft;
    const change = (event: Event) => this.buyerSession.typeValues({ residenceSame: (event.target as HTMLInputElement).checked });
    return html`<label class="row wide">
      <input class="check" type="checkbox" .checked=${live(values.residenceSame)} @change=${change} />
      ${this.texts.form.fields.residenceSame}
    </label>`;
  }

  private errorSummary(wrong: readonly FieldName[]): TemplateResult {
    const { texts } = this;
    const label = (name: FieldName) => texts.form.fields[name].replace(/,.*$/, '');
    return notice({
      kind: 'bad',
      id: 'summary',
      title: texts.form.fix(wrong.length),
      content: html`<ul>
        ${wrong.map(
          (name) =>
            html`<li>
              <a class="link" href="#${name}" @click=${(event: Event) => this.follow(event, name)}
                >${label(name)}: ${lowerFirst(this.shownError(name) ?? '')}</a
              >
            </li>`,
        )}
      </ul>`,
    });
  }

  private shownError(name: FieldName): string | undefined {
    if (!this.left.has(name)) return undefined;
    const code = fieldError(name, this.state.draft.values, moscowDay(this.now));
    return code ? this.texts.rules[code] : undefined;
  }

  private leave(name: FieldName): void {
    // Not `this.state`: what was typed just now is drawn a moment later.
    const { values } = this.buyerSession.state.draft;
    const tidy = tidied(name, values[name]);
    if (tidy !== values[name]) this.buyerSession.typeValues({ [name]: tidy });
    // The buyer may pass through an empty field with Tab: that is no error yet.
    if (values[name]) this.left = new Set([...this.left, name]);
    void this.buyerSession.saveNow();
  }

  private async next(): Promise<void> {
    const fields = fieldsOf(this.screen, this.state.draft.values);
    this.left = new Set(fields);
    if (fields.some((name) => this.shownError(name))) {
      this.summary = true;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('#summary')?.focus();
      return;
    }
    const following: Screen = formScreens[formScreens.indexOf(this.screen) + 1] ?? 'consents';
    this.buyerSession.go(following);
  }

  private follow(event: Event, name: FieldName): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>(`#${name}`)?.focus();
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

declare global {
  interface HTMLElementTagNameMap {
    'form-step': FormStep;
  }
}
