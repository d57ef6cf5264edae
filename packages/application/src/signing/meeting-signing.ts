import { base, button, buttonStyles, fieldStyles, icon, notice, noticeStyles, ring, ringStyles, textField } from '@installment-button/ui';
import type { Slot } from '@installment-button/protocol/buyer-api';
import type { Appointment } from '@installment-button/protocol/session-view';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ApiError } from '../session/api-error.ts';
import { screenLayout } from '../steps/screen-layout.ts';
import { screenLayoutStyles } from '../steps/screen-layout.styles.ts';
import { lastStep } from '../session/screens.ts';
import { Step } from '../steps/step.ts';
import { meetingStyles } from './meeting.styles.ts';
import { signingFailure } from './signing-failure.ts';

/**
 * A meeting with the bank's representative: day, time and place. Then the appointment, which the buyer may move or call off.
 *
 * @fires other-method - The buyer would rather sign in another way.
 */
@customElement('meeting-signing')
export class MeetingSigning extends Step {
  static override styles = [base, buttonStyles, ringStyles, fieldStyles, noticeStyles, screenLayoutStyles, meetingStyles];

  /** The bank's name. */
  @property() bank = '';
  @state() private slots: readonly Slot[] | null = null;
  @state() private slotsFailed = false;
  @state() private day: string | null = null;
  @state() private slotId: string | null = null;
  @state() private address: string | null = null;
  @state() private comment = '';
  @state() private addressError = '';
  @state() private slotError = '';
  @state() private moving = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.fetchSlots();
  }

  protected override render(): TemplateResult {
    const signing = this.buyerSession.detail?.signing;
    if (signing?.state === 'appointed' && signing.appointment && !this.moving) return this.appointed(signing.appointment);
    return this.timeScreen();
  }

  private timeScreen(): TemplateResult {
    const { texts, slots } = this;
    const words = texts.meeting;
    const slot = this.chosenSlot;
    return screenLayout({
      eyebrow: texts.step(5, lastStep),
      heading: words.heading,
      lead: words.lead(this.bank),
      content: slots
        ? slots.length
          ? html`${this.days(slots)}${this.times(slots)}${this.place()}`
          : html`<p class="empty" role="status">${words.noSlots}</p>`
        : this.slotsFailed
          ? html`<p class="empty" role="alert">${words.slotsFailed}</p>
              <p><button class="link" type="button" @click=${() => void this.fetchSlots()}>${texts.retry}</button></p>`
          : html`<div class="empty" role="status"><span class="visually-hidden">${texts.loading}</span>${ring()}</div>`,
      actions: html`${
        slots?.length
          ? button({ label: slot ? words.appoint(this.when(slot)) : words.appointNothing, type: 'submit', busy: this.attempt.busy })
          : nothing
      }${button({ label: texts.signing.otherMethod, kind: 'line', onPress: () => this.otherMethod() })}`,
      note: this.noteOr(nothing),
      onSubmit: () => void this.appoint(),
    });
  }

  /** The days, grouped by month; all groups together are one radio group. */
  private days(slots: readonly Slot[]): TemplateResult[] {
    const days = [...new Set(slots.map((slot) => slot.date))];
    const months = [...new Set(days.map((day) => day.slice(0, 7)))];
    return months.map(
      (month) =>
        html`<fieldset class="choices">
          <legend class="legend">${capital(this.formats.monthName(`${month}-01`))}</legend>
          <div class="days">${days.filter((day) => day.startsWith(month)).map((day) => this.dayChoice(day))}</div>
        </fieldset>`,
    );
  }

  private dayChoice(day: string): TemplateResult {
    const { formats } = this;
    const choose = () => {
      this.day = day;
      this.slotId = null;
    };
    return html`<label class="day ${day === this.chosenDay ? 'chosen' : ''}">
      <input
        type="radio"
        name="day"
        aria-label=${formats.day(day, this.now)}
        .checked=${live(day === this.chosenDay)}
        @change=${choose}
      /><span>${formats.weekday(day)}</span><strong>${Number(day.slice(8))}</strong>
    </label>`;
  }

  private times(slots: readonly Slot[]): TemplateResult {
    const { texts } = this;
    return html`<fieldset class="choices">
      <legend class="legend">${texts.meeting.time}</legend>
      <div class="times">
        ${slots
          .filter((slot) => slot.date === this.chosenDay)
          .map(
            (slot) =>
              html`<label class="time ${slot.id === this.slotId ? 'chosen' : ''}"
                ><input
                  type="radio"
                  name="time"
                  .checked=${live(slot.id === this.slotId)}
                  @change=${() => {
                    this.slotId = slot.id;
                    this.slotError = '';
                  }}
                /><span class="number">${hours(slot)}</span></label
              >`,
          )}
      </div>
      ${this.slotError ? html`<p class="problem" role="alert">${icon('warning', 16)}<span>${this.slotError}</span></p>` : nothing}
    </fieldset>`;
  }

  private place(): TemplateResult {
    const { texts } = this;
    return html`<div class="fields">
      ${textField({
        id: 'address',
        label: texts.meeting.address,
        hint: texts.meeting.addressHint,
        error: this.addressError,
        value: this.address ?? this.knownAddress,
        autocomplete: 'street-address',
        maxLength: 500,
        multiline: true,
        span: 'wide',
        onInput: (text) => {
          this.address = text;
          if (text.trim()) this.addressError = '';
        },
      })}
      ${textField({
        id: 'comment',
        label: texts.meeting.comment,
        value: this.comment,
        autocomplete: 'off',
        maxLength: 500,
        multiline: true,
        span: 'wide',
        onInput: (text) => (this.comment = text),
      })}
    </div>`;
  }

  private appointed(appointment: Appointment): TemplateResult {
    const { texts } = this;
    const words = texts.meeting;
    const failure = signingFailure(this.buyerSession.detail?.signing ?? null, true, texts);
    return screenLayout({
      eyebrow: texts.step(5, lastStep),
      heading: words.appointed,
      lead: words.appointedLead(this.bank),
      content: html`${failure ? html`<div role="alert">${notice({ kind: 'wait', title: failure.title, content: html`<p>${failure.text}</p>` })}</div>` : nothing}
        <dl class="facts appointment">
          <div>
            <dt>${words.when}</dt>
            <dd>${this.when(appointment)}</dd>
          </div>
          <div>
            <dt>${words.where}</dt>
            <dd>${appointment.address}</dd>
          </div>
        </dl>`,
      actions: html`${button({ label: words.move, kind: 'line', onPress: () => void this.move() })}${button({
        label: words.callOff,
        kind: 'bare',
        busy: this.attempt.busy,
        onPress: () => void this.callOff(),
      })}`,
      note: this.noteOr(words.bring),
    });
  }

  private get chosenDay(): string | null {
    return this.day ?? this.slots?.[0]?.date ?? null;
  }

  private get chosenSlot(): Slot | undefined {
    return this.slots?.find((slot) => slot.id === this.slotId);
  }

  // After the submit the service no longer returns the form, but the page still has what was typed on it.
  private get knownAddress(): string {
    const { values } = this.state.draft;
    return values.residenceSame ? values.registrationAddress : values.residenceAddress;
  }

  private when(slot: Pick<Slot, 'date' | 'from' | 'to'>): string {
    return `${this.formats.day(slot.date, this.now)}, ${hours(slot)}`;
  }

  private otherMethod(): void {
    this.dispatchEvent(new CustomEvent('other-method', { bubbles: true, composed: true }));
  }

  private async fetchSlots(): Promise<void> {
    this.slotsFailed = false;
    try {
      this.slots = await this.buyerSession.api.slots();
    } catch {
      this.slotsFailed = true;
    }
  }

  private async appoint(): Promise<void> {
    const address = (this.address ?? this.knownAddress).trim();
    this.slotError = this.chosenSlot ? '' : this.texts.meeting.slotMissing;
    this.addressError = address ? '' : this.texts.meeting.addressMissing;
    const slot = this.chosenSlot;
    if (!slot) return this.focusOn('.time input');
    if (!address) return this.focusOn('#address');
    const comment = this.comment.trim();
    await this.act(async () => {
      await this.buyerSession.startSigning({ method: 'meeting', slotId: slot.id, address, ...(comment ? { comment } : {}) });
      this.moving = false;
    });
  }

  private async move(): Promise<void> {
    this.moving = true;
    this.slotId = null;
    await this.fetchSlots();
  }

  private async callOff(): Promise<void> {
    if (await this.act(() => this.buyerSession.callOffMeeting())) this.otherMethod();
  }

  private async act(act: () => Promise<void>): Promise<boolean> {
    const done = await this.attempt.run(act);
    const { failure } = this.attempt;
    if (failure instanceof ApiError && failure.is('slot_taken')) {
      this.slotId = null;
      await this.fetchSlots();
    }
    return done;
  }

  private focusOn(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

/** `9–11`, `9:30–11`. */
function hours({ from, to }: Pick<Slot, 'from' | 'to'>): string {
  const short = (time: string) => time.replace(/^0/, '').replace(/:00$/, '');
  return `${short(from)}–${short(to)}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

declare global {
  interface HTMLElementTagNameMap {
    'meeting-signing': MeetingSigning;
  }
}
