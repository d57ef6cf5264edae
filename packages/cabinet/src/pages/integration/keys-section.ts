import { createdKeySchema, keyListSchema, type CreatedKey, type Key } from '@installment-button/protocol/cabinet/shop';
import { selectField } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { copyText } from '../../browser/copy-text.ts';
import { addButton, choicesOf, formEnd } from '../../parts/form-parts.ts';
import { PressTwice } from '../../parts/press-twice.ts';
import { secretOnce, secretOnceStyles } from '../../parts/secret-once.ts';
import { Section } from '../../parts/section.ts';
import { integrationTexts } from './texts.ts';

type Kind = `${Key['kind']} ${'live' | 'test'}`;

/** The shop's API keys: make one, see it once, replace it, revoke it. */
@customElement('keys-section')
export class KeysSection extends Section {
  static override styles = [
    ...Section.styles,
    secretOnceStyles,
    css`
      .key {
        grid-template-columns: 120px minmax(0, 1fr) 132px 276px;
      }
      @media (max-width: 56.25em) {
        .key {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .key .mono {
          grid-row: 2;
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @state() private keys: Key[] | null = null;
  @state() private fresh: (CreatedKey & { kind: Key['kind']; replaced: boolean }) | null = null;
  @state() private making: Kind | null = null;
  private readonly revoking = new PressTwice(this);

  private get texts() {
    return integrationTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    this.keys = (await this.cabinet.api.get('/keys', keyListSchema)).data;
  }

  protected override render(): TemplateResult {
    const { keys: words, steps } = this.texts;
    return this.frame(
      steps.keys,
      words.note,
      html`${this.alert()}
        <div aria-live="polite">${this.fresh ? this.freshKey(this.fresh) : nothing}</div>
        ${this.keys?.map((key) => this.key(key))} ${this.form()}`,
    );
  }

  private freshKey({ key, kind, replaced }: NonNullable<KeysSection['fresh']>): TemplateResult {
    const { keys: words } = this.texts;
    return secretOnce({
      heading: kind === 'secret' ? words.fresh : words.freshPublic,
      secret: key,
      ...(replaced ? { note: words.old } : {}),
      copy: words.copy,
      done: words.saved,
      onCopy: () => void this.copy(key),
      onDone: () => (this.fresh = null),
    });
  }

  private key(key: Key): TemplateResult {
    const { keys: words } = this.texts;
    const now = this.cabinet.now();
    const { id, kind, test, hint, usedAt, worksUntil } = key;
    const span = (to: Date, from: Date) => this.formats.span(Math.max(60, (to.getTime() - from.getTime()) / 1000));
    return html`<div class="list-line key">
      <div>
        <p>${kind === 'secret' ? words.secret : words.publishable}</p>
        <p class="small quiet">${worksUntil ? words.previous : test ? words.test : kind === 'secret' ? words.onServer : words.inCode}</p>
      </div>
      <span class="mono break ${worksUntil ? 'quiet' : ''}"
        >${kind === 'secret' ? `sk_${test ? 'test' : 'live'}_••••••••${hint}` : hint}</span
      >
      <span class="small ${worksUntil ? 'wait' : 'quiet'}"
        >${
          worksUntil
            ? words.works(span(new Date(worksUntil), now))
            : usedAt
              ? words.used(this.shared.ago(span(now, new Date(usedAt))))
              : words.unused
        }</span
      >
      <span class="line-acts">
        ${
          kind === 'publishable' && !worksUntil
            ? html`<button class="text-button small" type="button" @click=${() => void this.copy(hint)}>${words.copy}</button>`
            : nothing
        }
        ${
          worksUntil
            ? nothing
            : html`<button class="text-button small" type="button" @click=${() => void this.replace(key)}>${words.replace}</button>`
        }
        ${this.revoking.button(id, { label: worksUntil ? words.revokeNow : words.revoke, question: words.sure, act: () => void this.revoke(id) })}
      </span>
    </div>`;
  }

  private form(): TemplateResult {
    const { keys: words } = this.texts;
    if (this.making === null) return addButton(words.make, () => (this.making = 'secret live'));
    return html`<form @submit=${this.make}>
      ${selectField({
        id: 'kind',
        label: words.what,
        value: this.making,
        choices: choicesOf(words.kinds),
        onChange: (value) => (this.making = isKind(value) ? value : null),
      })}
      ${formEnd({ send: words.make, cancel: this.shared.cancel, busy: this.attempt.busy, onCancel: () => (this.making = null) })}
    </form>`;
  }

  private readonly make = (event: Event): void => {
    event.preventDefault();
    const [kind, mode] = (this.making ?? 'secret live').split(' ');
    const made: Key['kind'] = kind === 'publishable' ? 'publishable' : 'secret';
    void this.attempt.run(async () => {
      const key = await this.cabinet.api.post('/keys', createdKeySchema, { kind: made, test: mode === 'test' });
      this.fresh = { ...key, kind: made, replaced: false };
      this.making = null;
      await this.load();
    });
  };

  private replace({ id, kind }: Key): Promise<boolean> {
    return this.attempt.run(async () => {
      this.fresh = { ...(await this.cabinet.api.post(`/keys/${id}/replace`, createdKeySchema)), kind, replaced: true };
      await this.load();
    });
  }

  private async revoke(id: string): Promise<void> {
    await this.attempt.run(async () => {
      await this.cabinet.api.act('DELETE', `/keys/${id}`);
      await this.load();
    });
  }

  private async copy(text: string): Promise<void> {
    await copyText(text);
    this.cabinet.toasts.say({ id: 'copied', heading: this.shared.copied, text: '', orderId: null });
  }
}

const isKind = (text: string): text is Kind => /^(secret|publishable) (live|test)$/.test(text);

declare global {
  interface HTMLElementTagNameMap {
    'keys-section': KeysSection;
  }
}
