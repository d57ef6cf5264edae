import { createdKeySchema, keyListSchema, type CreatedKey, type Key } from '@installment-button/protocol/cabinet/shop';
import { button, selectField } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { copyText } from '../../parts/copy-text.ts';
import { sign } from '../../parts/icons.ts';
import { secretOnce, secretOnceStyles } from '../../parts/secret-once.ts';
import { Section } from '../../parts/section.ts';
import { integrationTexts } from './texts.ts';

type Kind = `${Key['kind']} ${'live' | 'test'}`;

/** The shop's keys: made, shown once, replaced, revoked. */
@customElement('keys-section')
export class KeysSection extends Section {
  static override styles = [
    ...Section.styles,
    secretOnceStyles,
    css`
      .key {
        display: grid;
        grid-template-columns: 120px minmax(0, 1fr) 132px 276px;
        gap: 4px 16px;
        align-items: center;
        min-height: 52px;
        padding: 6px 0;
        border-top: 1px solid var(--line);
      }
      .key .acts {
        display: flex;
        gap: 20px;
        justify-content: flex-end;
      }
      @media (max-width: 900px) {
        .key {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .key .mono {
          grid-row: 2;
          grid-column: 1 / -1;
        }
        .key .acts {
          grid-column: 1 / -1;
          justify-content: flex-start;
          padding-block: 6px;
        }
      }
    `,
  ];

  @state() private keys: Key[] | null = null;
  @state() private fresh: (CreatedKey & { kind: Key['kind']; replaced: boolean }) | null = null;
  @state() private making: Kind | null = null;
  @state() private revoking: string | null = null;

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
    const sure = this.revoking === id;
    return html`<div class="key">
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
              ? words.used(this.common.ago(span(now, new Date(usedAt))))
              : words.unused
        }</span
      >
      <span class="acts">
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
        <button
          class="text-button small ${sure ? 'bad' : ''}"
          type="button"
          @click=${() => void this.revoke(key)}
          @blur=${() => (this.revoking = null)}
        >
          ${sure ? words.sure : worksUntil ? words.revokeNow : words.revoke}
        </button>
      </span>
    </div>`;
  }

  private form(): TemplateResult {
    const { keys: words } = this.texts;
    if (this.making === null) {
      return html`<button class="text-button plain add" type="button" @click=${() => (this.making = 'secret live')}>
        ${sign('plus', 16)}${words.make}
      </button>`;
    }
    return html`<form @submit=${this.make}>
      ${selectField({
        id: 'kind',
        label: words.what,
        value: this.making,
        choices: Object.entries(words.kinds).map(([value, label]) => ({ value, label })),
        onChange: (value) => (this.making = isKind(value) ? value : null),
      })}
      <div class="end-row">
        ${button({ kind: 'line', label: words.make, type: 'submit', busy: this.busy })}
        ${button({ kind: 'bare', label: this.common.cancel, onPress: () => (this.making = null) })}
      </div>
    </form>`;
  }

  private readonly make = (event: Event): void => {
    event.preventDefault();
    const [kind, mode] = (this.making ?? 'secret live').split(' ');
    const made: Key['kind'] = kind === 'publishable' ? 'publishable' : 'secret';
    void this.attempt(async () => {
      const key = await this.cabinet.api.post('/keys', createdKeySchema, { kind: made, test: mode === 'test' });
      this.fresh = { ...key, kind: made, replaced: false };
      this.making = null;
      await this.load();
    });
  };

  private replace({ id, kind }: Key): Promise<boolean> {
    return this.attempt(async () => {
      this.fresh = { ...(await this.cabinet.api.post(`/keys/${id}/replace`, createdKeySchema)), kind, replaced: true };
      await this.load();
    });
  }

  /** The first press asks, the second does it: what stops working is somebody's shop. */
  private async revoke({ id }: Key): Promise<void> {
    if (this.revoking !== id) {
      this.revoking = id;
      return;
    }
    this.revoking = null;
    await this.attempt(async () => {
      await this.cabinet.api.act('DELETE', `/keys/${id}`);
      await this.load();
    });
  }

  private async copy(text: string): Promise<void> {
    await copyText(text);
    this.cabinet.toasts.say({ id: 'copied', heading: this.common.copied, text: '', orderId: null });
  }
}

const isKind = (text: string): text is Kind => /^(secret|publishable) (live|test)$/.test(text);

declare global {
  interface HTMLElementTagNameMap {
    'keys-section': KeysSection;
  }
}
