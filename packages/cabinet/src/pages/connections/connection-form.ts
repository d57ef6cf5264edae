import {
  connectionSchema,
  type ConnectionView,
  type ProviderFieldView,
  type ProviderView,
} from '@installment-button/protocol/cabinet/connections';
import { fieldNote, selectField, textField } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formEnd } from '../../parts/form-parts.ts';
import { Section } from '../../parts/section.ts';
import { connectionTexts } from './texts.ts';

/**
 * What has to be entered for a connection.
 *
 * @fires saved - It was stored and tried; `detail` is the connection after that.
 * @fires dropped - The person gave up.
 */
@customElement('connection-form')
export class ConnectionForm extends Section {
  static override styles = [
    ...Section.styles,
    css`
      form {
        display: grid;
        gap: 16px;
        padding-top: 4px;
      }
      .file {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
        min-height: 2.75rem;
      }
      .file input {
        max-width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) provider!: ProviderView;
  @property({ attribute: false }) connection: ConnectionView | null = null;
  @property({ attribute: false }) address = '';
  @state() private typed: Record<string, string> = {};

  private get texts() {
    return connectionTexts[this.cabinet.locale];
  }

  protected override render(): TemplateResult {
    const { provider, texts } = this;
    const said = provider.fields.some(({ name }) => this.fieldFault(`/values/${name}`) !== undefined);
    return html`${provider.note ? html`<p class="small quiet">${provider.note[this.cabinet.locale]}</p>` : nothing}
      <form novalidate @submit=${this.save}>
        ${this.alert(said)} ${provider.fields.map((field) => this.field(field))}
        ${formEnd({
          send: texts.save,
          cancel: this.shared.cancel,
          busy: this.attempt.busy,
          onCancel: () => void this.dispatchEvent(new CustomEvent('dropped')),
        })}
      </form>`;
  }

  private field(field: ProviderFieldView): TemplateResult {
    const { locale } = this.cabinet;
    const { name, kind } = field;
    const value = this.typed[name] ?? this.connection?.values[name] ?? '';
    const held = this.connection?.held.includes(name) ?? false;
    const shared = {
      id: name,
      label: field.label[locale],
      hint: held ? this.texts.kept : (field.hint?.[locale] ?? field.default ?? undefined),
      error: this.fault(name),
      span: 'wide' as const,
    };
    const take = (text: string) => {
      this.typed = { ...this.typed, [name]: text };
      this.attempt.clear();
    };
    if (kind === 'choice') {
      const choices = field.choices.map((choice) => ({ value: choice.value, label: choice.label[locale] }));
      return selectField({ ...shared, value: value === '' ? (field.default ?? choices[0]?.value ?? '') : value, choices, onChange: take });
    }
    if (kind === 'file') return this.file(shared, held, take);
    const password = kind === 'secret' ? { autocomplete: 'off' } : {};
    return textField({ ...shared, ...password, value, autocapitalize: 'none', onInput: take });
  }

  private file(
    { id, label, hint, error }: { id: string; label: string; hint: string | undefined; error: string | undefined },
    held: boolean,
    take: (text: string) => void,
  ): TemplateResult {
    const choose = async (event: Event) => {
      const [chosen] = (event.target as HTMLInputElement).files ?? [];
      if (chosen) take(await chosen.text());
    };
    return html`<div class="field wide ${error ? 'invalid' : ''}">
      <label for=${id}>${label}</label>
      <div class="file">
        <input id=${id} type="file" aria-describedby="${id}-note" @change=${(event: Event) => void choose(event)} />
        ${held ? html`<span class="small good">${this.texts.fileHeld}</span>` : nothing}
      </div>
      ${fieldNote({ id, hint, error })}
    </div>`;
  }

  private fault(name: string): string | undefined {
    const code = this.fieldFault(`/values/${name}`);
    const { wrong } = this.texts;
    if (code === undefined) return undefined;
    return code === 'required' || code === 'target_not_allowed' ? wrong[code] : wrong.other;
  }

  private readonly save = (event: Event): void => {
    event.preventDefault();
    void this.attempt.run(async () => {
      const saved = await this.cabinet.api.put(this.address, connectionSchema, { values: this.values() });
      this.typed = {};
      this.dispatchEvent(new CustomEvent('saved', { detail: saved }));
    });
  };

  /** A secret that was not typed is left out, so that it keeps its value. */
  private values(): Record<string, string> {
    const entries = this.provider.fields.flatMap(({ name, kind, choices, default: usual }) => {
      const first = kind === 'choice' ? (usual ?? choices[0]?.value ?? '') : '';
      const value = this.typed[name] ?? this.connection?.values[name] ?? first;
      return value.trim() === '' ? [] : [[name, value.trim()] as const];
    });
    return Object.fromEntries(entries);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connection-form': ConnectionForm;
  }
}
