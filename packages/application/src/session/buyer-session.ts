import type { RestartOrder, StartSigning } from '@installment-button/protocol/buyer-api';
import type { PageToFrame } from '@installment-button/protocol/frame-messages';
import { normalizePhone } from '@installment-button/protocol/phone';
import type { Draft, Session, SessionDetail, Signing } from '@installment-button/protocol/session-view';
import type { FormValues } from '../form/values.ts';
import type { PagePort } from '../frame/page-port.ts';
import { moveTo, type Place } from '../frame/place.ts';
import { type CloseReason, returnAddress } from '../frame/return-address.ts';
import { type Api, createApi, networkFetch } from './api.ts';
import { ApiError, failureOf } from './api-error.ts';
import { applyEvent, saysTooLittle } from './apply-event.ts';
import { askPhoneCode } from './ask-phone-code.ts';
import { type BuyerSessionState, initialState, restoreFirstStep } from './buyer-session-state.ts';
import { type BuyerTokenStore, buyerTokenStore } from './buyer-token.ts';
import { type Clock, ServiceClock, systemClock } from './clock.ts';
import { CommandKeys } from './command-keys.ts';
import { Credentials } from './credentials.ts';
import { type DraftState, draftToSave, emptyDraft, openDraft } from './draft.ts';
import { DraftSaver } from './draft-saver.ts';
import type { StreamEvent } from './event-stream.ts';
import { type FirstStepMemory, firstStepMemory } from './first-step-memory.ts';
import { LiveUpdates } from './live-updates.ts';
import { nextScreen, type Screen, screensFor } from './screens.ts';
import { submitBody } from './submit-body.ts';

export interface BuyerSessionOptions {
  place: Place;
  /** The device's clock. */
  clock?: Clock;
  fetch?: typeof globalThis.fetch;
  tokens?: (orderId: string) => BuyerTokenStore;
  firstStep?: FirstStepMemory;
}

/** The buyer's way through one order (and its successor): the page's state, and everything that the buyer may do. */
export class BuyerSession {
  state: BuyerSessionState;
  readonly api: Api;
  readonly clock: ServiceClock;
  readonly place: Place;
  /** To the shop's page; null in a tab. */
  port: PagePort | null = null;
  private readonly credentials: Credentials;
  private readonly firstStep: FirstStepMemory;
  private readonly saver: DraftSaver;
  private readonly updates: LiveUpdates;
  private readonly keys = new CommandKeys();
  private readonly listeners = new Set<() => void>();
  private isFirstStepRead = false;
  private refreshing = false;
  private stale = false;
  private toldSequence = -1;

  constructor({ place, clock = systemClock, fetch = networkFetch, tokens = buyerTokenStore, firstStep }: BuyerSessionOptions) {
    this.place = place;
    this.clock = new ServiceClock(clock);
    this.firstStep = firstStep ?? firstStepMemory(place.orderId ?? '');
    this.credentials = new Credentials(place.orderId ?? '', place.session ?? '', tokens);
    this.api = createApi({
      service: place.service,
      token: () => this.credentials.token,
      language: () => this.state.look.locale,
      fetch,
      clock: this.clock,
    });
    this.saver = new DraftSaver({
      read: () => this.draftToSave(),
      save: (draft, options) => this.saveDraft(draft, options),
      onChange: (saving) => saving !== this.state.saving && this.set({ saving }),
    });
    this.updates = new LiveUpdates({
      service: place.service,
      fetch,
      now: () => this.clock.now(),
      onEvent: (event) => this.onEvent(event),
      onChange: (connection) => this.set({ connection }),
      onRefused: () => void this.signOut(),
      poll: () => this.readAgain(),
    });
    this.state = initialState(place);
  }

  /** The session of a buyer who proved the phone, for the steps that exist only then. */
  get detail(): SessionDetail | null {
    return this.state.session?.phoneConfirmed ? this.state.session : null;
  }

  /** Calls the listener at each change. Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async load(): Promise<void> {
    if (!this.credentials.areValid) return this.set({ phase: 'failed', failure: 'link' });
    this.set({ phase: this.state.session ? 'open' : 'loading', failure: null });
    try {
      const session = await this.readSession();
      this.readFirstStep();
      this.take(session);
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
    // The service writes the consents in the page's language.
    if (locale !== look.locale && session) void this.refresh();
  }

  /** Saves and closes without a question. A tab goes back to the shop, where the shop gave an address. */
  close(reason: CloseReason): void {
    // Not awaited: a slow network must not hold the buyer, and a request with `keepalive` outlives the page.
    void this.saver.flush({ leaving: true });
    if (this.port) return this.port.send('close', { reason });
    const address = this.wayBack();
    if (address) location.assign(address);
  }

  /** Where `close` leads from a tab; null where it leads nowhere. */
  wayBack(): string | null {
    const { session } = this.state;
    return session && returnAddress(session.order);
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

  typeValues(values: Partial<FormValues>): void {
    this.changeDraft({ values: { ...this.state.draft.values, ...values } });
  }

  typePhone(typed: string): void {
    this.set({ phone: { typed, sent: null } });
    this.writeFirstStep();
  }

  saveNow(options?: { leaving: boolean }): Promise<void> {
    return this.saver.flush(options);
  }

  // --- what the buyer does ---

  async askPhoneCode(): Promise<void> {
    const phone = normalizePhone(this.state.phone.typed);
    if (!phone) throw new ApiError('phone_unsupported');
    const sent = await askPhoneCode(this.api, { phone, ...this.embeddedIn() });
    this.set({ phone: { ...this.state.phone, sent } });
    this.writeFirstStep();
  }

  async provePhone(code: string): Promise<void> {
    const phone = normalizePhone(this.state.phone.typed) ?? '';
    this.credentials.buyerToken = await this.api.provePhone({ phone, code });
    this.set({ phone: { ...this.state.phone, sent: null } });
    this.firstStep.erase();
    this.take(await this.readSession());
    void this.saver.flush();
  }

  async submit(): Promise<void> {
    const { detail } = this;
    if (!detail) return;
    const body = submitBody(detail, this.state.draft);
    if (!body) return this.go('terms');
    await this.saver.flush();
    this.take(await this.keys.once(`submit ${JSON.stringify(body)}`, (key) => this.api.submit(body, key)));
  }

  async select(offerId: string): Promise<void> {
    // Always a new key: choosing A, then B, then A again are three acts.
    this.take(await this.api.select({ offerId }, crypto.randomUUID()));
  }

  async startSigning(start: StartSigning): Promise<void> {
    this.takeSigning(await this.api.startSigning(start.method === 'sms' ? { ...start, ...this.embeddedIn() } : start));
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
    this.updates.end();
    this.credentials.change(orderId, session, token);
    this.toldSequence = -1;
    this.set({ session: null, draft: emptyDraft() });
    await this.load();
  }

  async cancel(): Promise<void> {
    this.take(await this.keys.once('cancel', (key) => this.api.cancel(key)));
  }

  /** Ends the buyer token: on this device nobody goes on without proving the phone. */
  async finish(): Promise<void> {
    await this.api.finish();
    await this.signOut();
  }

  // --- what comes by itself ---

  /** Reads the session again, because it is known to have changed. A call during a running one makes that one read once more. */
  async refresh(): Promise<void> {
    this.stale = true;
    if (this.refreshing) return;
    this.refreshing = true;
    try {
      while (this.stale) {
        this.stale = false;
        await this.readAgain();
      }
    } catch {
      // Offline: what is shown stays, and the stream brings the rest once the connection stands.
    } finally {
      this.refreshing = false;
    }
  }

  reconnect(): void {
    this.updates.reconnect();
  }

  /** The page was asleep or offline. */
  wake(): void {
    if (this.state.connection.lostAt) this.reconnect();
    else if (this.state.phase === 'failed' && this.state.failure !== 'link') void this.load();
  }

  dispose(): void {
    this.updates.end();
    this.listeners.clear();
    this.port?.close();
  }

  private async readSession(): Promise<Session> {
    try {
      return await this.api.session();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.signedOut || !this.credentials.buyerToken) throw error;
      // The buyer token has ended (idle, finished, or another phone submitted). The link still opens the order.
      this.credentials.buyerToken = null;
      return this.api.session();
    }
  }

  private async readAgain(): Promise<void> {
    try {
      this.take(await this.readSession());
    } catch (error) {
      if (error instanceof ApiError && error.signedOut) this.fail(error);
      throw error;
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
    this.updates.follow(this.isUnderWay ? this.credentials.buyerToken : null);
  }

  private takeSigning(signing: Signing): void {
    const { detail } = this;
    if (detail) this.set({ session: { ...detail, signing } });
  }

  private onEvent(event: StreamEvent): void {
    const before = this.detail;
    if (!before) return;
    this.set({ session: applyEvent(before, event) });
    if (event.name === 'status' && event.data.sequence > before.order.sequence) this.tellStatus();
    if (saysTooLittle(before, event)) void this.refresh();
  }

  private get isUnderWay(): boolean {
    return this.detail !== null && ['submitted', 'approved', 'signed', 'confirmed'].includes(this.detail.order.status);
  }

  private async signOut(): Promise<void> {
    this.credentials.buyerToken = null;
    this.updates.end();
    this.set({ draft: emptyDraft(), phone: { typed: '', sent: null } });
    await this.load();
  }

  private changeDraft(change: Partial<DraftState>): void {
    this.set({ draft: { ...this.state.draft, ...change } });
    if (this.draftToSave()) this.saver.touch();
    this.writeFirstStep();
  }

  /** Waits for the service's first answer: only then is it known whether the code of before the reload is still good. */
  private readFirstStep(): void {
    if (this.isFirstStepRead) return;
    this.isFirstStepRead = true;
    this.set(restoreFirstStep(this.state, this.firstStep.read(this.clock.now())));
  }

  private writeFirstStep(): void {
    const { phone, draft } = this.state;
    if (!this.detail) this.firstStep.write({ phone, term: draft.term, firstPayment: draft.firstPayment });
  }

  private async saveDraft(draft: Draft, options: { leaving: boolean }): Promise<void> {
    try {
      await this.api.putDraft(draft, options);
    } catch (error) {
      // Another tab or another phone has submitted: the draft is gone.
      if (error instanceof ApiError && (error.status === 409 || error.signedOut)) void this.refresh();
      throw error;
    }
  }

  private draftToSave(): Draft | null {
    return this.detail?.order.status === 'created' ? draftToSave(this.state.draft, this.state.screen) : null;
  }

  /** The shop's page around the frame: the SMS is bound to its origin and to ours. */
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
    this.updates.end();
    this.set({ phase: 'failed', failure });
    const code = { link: 'session_expired', offline: 'offline', service: 'session_failed' }[failure];
    this.port?.send('error', { code, message: 'The application could not be opened' });
  }

  private set(change: Partial<BuyerSessionState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
