import type { RestartOrder, StartSigning } from '@installment-button/protocol/buyer-api';
import type { PageToFrame } from '@installment-button/protocol/frame-messages';
import { normalizePhone } from '@installment-button/protocol/phone';
import type { Draft, Session, SessionDetail, Signing } from '@installment-button/protocol/session-view';
import { type Api, createApi, networkFetch } from './api.ts';
import { ApiError, failureOf } from './api-error.ts';
import { type BuyerTokenStore, buyerTokenStore } from './buyer-token.ts';
import { type Clock, systemClock } from './clock.ts';
import { CommandKeys } from './command-keys.ts';
import { Credentials } from './credentials.ts';
import { type DraftState, draftToSave, emptyDraft, openDraft } from './draft.ts';
import { DraftSaver } from './draft-saver.ts';
import { type FirstStepMemory, firstStepMemory } from './first-step-memory.ts';
import { type FieldName, type FormValues, toApplicant } from '../form/values.ts';
import { type BuyerSessionState, stateAt } from './buyer-session-state.ts';
import { openStreamOnDemand } from './event-stream-on-demand.ts';
import { moveTo, type Place } from '../frame/place.ts';
import type { PagePort } from '../frame/page-port.ts';
import { type CloseReason, returnAddress } from '../frame/return-address.ts';
import { nextScreen, type Screen, screensFor } from './screens.ts';
import type { Stream, StreamEvent } from './event-stream.ts';
import { applyEvent } from './apply-event.ts';

export interface BuyerSessionOptions {
  place: Place;
  clock?: Clock;
  fetch?: typeof globalThis.fetch;
  tokens?: (orderId: string) => BuyerTokenStore;
  firstStep?: FirstStepMemory;
}

/** The buyer's way through one order (and its successor): the page's state and everything that may be done about it. */
export class BuyerSession {
  state: BuyerSessionState;
  readonly api: Api;
  readonly clock: Clock;
  readonly place: Place;
  /** To the shop's page; null in a tab. */
  port: PagePort | null = null;
  private readonly credentials: Credentials;
  private readonly fetch: typeof globalThis.fetch;
  private readonly firstStep: FirstStepMemory;
  private readonly saver: DraftSaver;
  private readonly keys = new CommandKeys();
  private readonly listeners = new Set<() => void>();
  private stream: Stream | null = null;
  private refreshing = false;
  private stale = false;
  private toldSequence = -1;

  constructor({ place, clock = systemClock, fetch = networkFetch, tokens = buyerTokenStore, firstStep }: BuyerSessionOptions) {
    this.place = place;
    this.clock = clock;
    this.fetch = fetch;
    this.firstStep = firstStep ?? firstStepMemory(place.orderId ?? '');
    this.credentials = new Credentials(place.orderId ?? '', place.session ?? '', tokens);
    const token = () => this.credentials.token;
    const language = () => this.state.look.locale;
    this.api = createApi({ service: place.service, token, language, fetch, now: () => clock.now() });
    this.saver = new DraftSaver({
      read: () => this.draftToSave(),
      save: (draft, options) => this.saveDraft(draft, options),
      onChange: (saving) => saving !== this.state.saving && this.set({ saving }),
    });
    this.state = stateAt(place, this.firstStep.read(clock.now()));
  }

  /** The session of who proved the phone, for the steps that exist only then. */
  get detail(): SessionDetail | null {
    return this.state.session?.phoneConfirmed ? this.state.session : null;
  }

  /** Calls the listener at each change; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async load(): Promise<void> {
    if (!this.credentials.areValid) return this.set({ phase: 'failed', failure: 'link' });
    this.set({ phase: this.state.session ? 'open' : 'loading', failure: null });
    try {
      this.take(await this.readSession());
    } catch (error) {
      this.fail(error);
    }
  }

  // --- the page around the frame ---

  onPageMessage(message: PageToFrame): void {
    if (message.type === 'close-request') return this.close('dismissed');
    const { locale, theme, accent = null, radius = null, buyer = null, term, safeAreaBottom } = message.payload;
    const { draft, phone, look, session } = this.state;
    this.set({
      look: { ...look, locale, theme, accent, radius, safeAreaBottom, prefill: buyer },
      phone: phone.typed || !buyer?.phone ? phone : { ...phone, typed: buyer.phone },
      draft: { ...draft, term: draft.term ?? term ?? null },
    });
    // The consents come in the language of the page.
    if (locale !== look.locale && session) void this.refresh();
  }

  /** Saves and closes; asks nothing. In a tab it goes back to the shop, where the way is known. */
  close(reason: CloseReason): void {
    // Not awaited: a slow network must not hold the buyer, and a kept-alive request outlives the page.
    void this.saver.flush({ leaving: true });
    if (this.port) return this.port.send('close', { reason });
    const address = this.wayBack(reason);
    if (address) location.assign(address);
  }

  /** Whether `close` leads anywhere from a tab, and where. */
  wayBack(reason: CloseReason): string | null {
    const { session } = this.state;
    return session && returnAddress(session.order, reason);
  }

  // --- walking and typing ---

  go(screen: Screen): void {
    const { session } = this.state;
    if (!session || !screensFor(session).includes(screen)) return;
    this.set({ screen });
    void this.saver.flush();
  }

  setTerms(terms: { term?: number; firstPayment?: number }): void {
    this.changeDraft({ ...terms, termsSet: true });
  }

  setBanks(banks: readonly string[]): void {
    this.changeDraft({ banks });
  }

  typeField(name: FieldName, value: string): void {
    this.typeValues({ [name]: value });
  }

  typeValues(values: Partial<FormValues>): void {
    this.changeDraft({ values: { ...this.state.draft.values, ...values } });
  }

  typePhone(typed: string): void {
    this.set({ phone: { typed, sent: null } });
    this.rememberFirstStep();
  }

  saveNow(options?: { leaving: boolean }): Promise<void> {
    return this.saver.flush(options);
  }

  // --- what the buyer does ---

  async askPhoneCode(): Promise<void> {
    const phone = normalizePhone(this.state.phone.typed);
    if (!phone) throw new ApiError('phone_unsupported');
    const sent = await this.api.askPhoneCode({ phone, ...this.embeddedIn() });
    this.set({ phone: { ...this.state.phone, sent } });
    this.rememberFirstStep();
  }

  async provePhone(code: string): Promise<void> {
    const phone = normalizePhone(this.state.phone.typed) ?? '';
    this.credentials.buyerToken = await this.api.provePhone({ phone, code });
    this.set({ phone: { ...this.state.phone, sent: null } });
    this.firstStep.forget();
    this.take(await this.readSession());
    void this.saver.flush();
  }

  async submit(): Promise<void> {
    const { detail } = this;
    const { values, term, firstPayment, banks: chosen } = this.state.draft;
    if (!detail) return;
    if (term === null) return this.go('terms');
    await this.saver.flush();
    const banks = detail.banks.filter((bank) => chosen.includes(bank.id));
    const body = {
      applicant: toApplicant(values),
      term,
      ...(firstPayment ? { firstPayment } : {}),
      banks: banks.map((bank) => bank.id),
      consents: [
        ...banks.map((bank) => ({ kind: 'personal-data' as const, bankId: bank.id, version: bank.consent.version })),
        { kind: 'credit-history' as const, version: detail.creditHistoryConsent.version },
      ],
    };
    this.take(await this.keys.once(`submit ${JSON.stringify(body)}`, (key) => this.api.submit(body, key)));
  }

  async select(offerId: string): Promise<void> {
    // Always a new key: to choose A, then B, then A again are three acts.
    this.take(await this.api.select({ offerId }, crypto.randomUUID()));
  }

  async startSigning(choice: StartSigning): Promise<void> {
    this.takeSigning(await this.api.startSigning(choice.method === 'sms' ? { ...choice, ...this.embeddedIn() } : choice));
  }

  async callOffMeeting(): Promise<void> {
    this.takeSigning(await this.api.callOffMeeting());
  }

  async sendSigningCode(code: string): Promise<void> {
    this.takeSigning(await this.api.sendSigningCode({ code }));
  }

  async sendPhotographs(photographs: { passport: Blob; selfie: Blob }): Promise<void> {
    this.takeSigning(await this.api.sendPhotographs(photographs));
  }

  async restart(body: RestartOrder): Promise<void> {
    const { orderId, session, token } = await this.keys.once(`restart ${JSON.stringify(body)}`, (key) => this.api.restart(body, key));
    moveTo(orderId, session);
    this.port?.send('restart', { orderId, session });
    await this.follow(orderId, session, token);
  }

  /** Goes on with another order: the successor of this one. */
  async follow(orderId: string, session: string, token: string | null): Promise<void> {
    this.endStream();
    this.credentials.change(orderId, session, token);
    this.toldSequence = -1;
    this.set({ session: null, draft: emptyDraft() });
    await this.load();
  }

  async cancel(): Promise<void> {
    this.take(await this.keys.once('cancel', (key) => this.api.cancel(key)));
  }

  /** Ends the buyer token: nobody goes on at this device without the phone. */
  async finish(): Promise<void> {
    await this.api.finish();
    await this.signOut();
  }

  // --- what comes by itself ---

  /** Asks anew, because something is known to have changed. A call during another asks once more after it. */
  async refresh(): Promise<void> {
    this.stale = true;
    if (this.refreshing) return;
    this.refreshing = true;
    try {
      while (this.stale) {
        this.stale = false;
        this.take(await this.readSession());
      }
    } catch (error) {
      if (error instanceof ApiError && error.signedOut) this.fail(error);
    } finally {
      this.refreshing = false;
    }
  }

  reconnect(): void {
    this.stream?.reconnect();
  }

  /** The page was asleep or without a network. */
  wake(): void {
    if (this.state.connection.lostAt) this.reconnect();
    else if (this.state.phase === 'failed' && this.state.failure !== 'link') void this.load();
  }

  dispose(): void {
    this.endStream();
    this.listeners.clear();
    this.port?.close();
  }

  private async readSession(): Promise<Session> {
    try {
      return await this.api.session();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.signedOut || !this.credentials.buyerToken) throw error;
      // The buyer token ended (idle, finished, another phone submitted): the link still opens the order.
      this.credentials.buyerToken = null;
      return this.api.session();
    }
  }

  private take(session: Session): void {
    const { session: before, draft, look, screen } = this.state;
    const same = before?.order.id === session.order.id;
    if (same && session.order.sequence < before.order.sequence) return;
    const opened = session.phoneConfirmed && !(same && before.phoneConfirmed);
    if (opened) this.saver.known(session.draft);
    this.set({
      phase: 'open',
      failure: null,
      session,
      draft: opened ? openDraft(draft, session, look.prefill) : { ...draft, term: draft.term ?? session.order.term },
      screen: nextScreen(before, session, screen),
    });
    this.tellStatus();
    this.followStream();
  }

  private takeSigning(signing: Signing): void {
    const { detail } = this;
    if (detail) this.set({ session: { ...detail, signing } });
  }

  private onEvent(event: StreamEvent): void {
    const before = this.detail;
    if (!before) return;
    this.set({ session: applyEvent(before, event) });
    if (event.name === 'status' && event.data.sequence > before.order.sequence) {
      this.tellStatus();
      void this.refresh();
    }
    // What an accepted offer brings (agreement, choice) is not in the event.
    if (event.name === 'signing' && event.data.state !== before.signing?.state) void this.refresh();
  }

  private followStream(): void {
    const streaming = ['submitted', 'approved', 'signed', 'confirmed'];
    const token = this.detail && streaming.includes(this.detail.order.status) ? this.credentials.buyerToken : null;
    if (!token) return this.endStream();
    this.stream ??= openStreamOnDemand({
      service: this.place.service,
      token,
      fetch: this.fetch,
      onEvent: (event) => this.onEvent(event),
      onOpen: () => this.state.connection.lostAt && this.set({ connection: { lostAt: null, retryAt: null } }),
      onLost: (delayMs) => {
        const now = this.clock.now();
        this.set({ connection: { lostAt: this.state.connection.lostAt ?? now, retryAt: new Date(now.getTime() + delayMs) } });
      },
      onRefused: () => void this.signOut(),
    });
  }

  private endStream(): void {
    this.stream?.close();
    this.stream = null;
    if (this.state.connection.lostAt) this.set({ connection: { lostAt: null, retryAt: null } });
  }

  private async signOut(): Promise<void> {
    this.credentials.buyerToken = null;
    this.endStream();
    this.set({ draft: emptyDraft(), phone: { typed: '', sent: null } });
    await this.load();
  }

  private changeDraft(change: Partial<DraftState>): void {
    this.set({ draft: { ...this.state.draft, ...change } });
    if (this.draftToSave()) this.saver.touch();
    this.rememberFirstStep();
  }

  private rememberFirstStep(): void {
    const { phone, draft } = this.state;
    if (!this.detail) this.firstStep.write({ phone, term: draft.term, firstPayment: draft.firstPayment });
  }

  private async saveDraft(draft: Draft, options: { leaving: boolean }): Promise<void> {
    try {
      await this.api.putDraft(draft, options);
    } catch (error) {
      // Sent from another tab, or by another phone: there is no draft any more.
      if (error instanceof ApiError && (error.status === 409 || error.signedOut)) void this.refresh();
      throw error;
    }
  }

  private draftToSave(): Draft | null {
    return this.detail?.order.status === 'created' ? draftToSave(this.state.draft, this.state.screen) : null;
  }

  /** The shop's page around us, so that the SMS can be bound to both origins. */
  private embeddedIn(): { embeddedIn?: string } {
    const origin = this.port?.origin;
    return origin ? { embeddedIn: origin } : {};
  }

  private tellStatus(): void {
    const order = this.state.session?.order;
    if (!order || order.sequence <= this.toldSequence) return;
    this.toldSequence = order.sequence;
    const { id, externalId, status, previousStatus, sequence, statusAt } = order;
    this.port?.send('status', { orderId: id, externalId, status, previousStatus, sequence, at: statusAt });
  }

  private fail(error: unknown): void {
    const failure = failureOf(error);
    this.set({ phase: 'failed', failure });
    const code = { link: 'session_expired', offline: 'offline', service: 'session_failed' }[failure];
    this.port?.send('error', { code, message: 'The application could not be opened' });
  }

  private set(change: Partial<BuyerSessionState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
