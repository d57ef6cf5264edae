import { InstallmentApplication } from '@installment-button/application/application';
import type { BuyerTokenStore } from '@installment-button/application/session/buyer-token';
import type { DraftState } from '@installment-button/application/session/draft';
import { BuyerSession } from '@installment-button/application/session/buyer-session';
import type { Locale } from '@installment-button/application/format/locale';
import type { Screen } from '@installment-button/application/session/screens';
import { buyerToken, orderId, sessionToken, startedAt } from '@installment-button/application/testing/fixtures';
import { ServiceDouble } from '@installment-button/application/testing/service-double';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { LitElement } from 'lit';

export interface Scene {
  /** What the service knows. */
  session?: Partial<SessionDetail>;
  /** The buyer has proved the phone on this device. Default: true. */
  proven?: boolean;
  /** The screen to go to where it is not the first by itself. */
  screen?: Screen;
  draft?: Partial<DraftState>;
  phone?: string;
  /** Seconds after the start of the story at which the clock stands. Default: 0. */
  seconds?: number;
  framed?: boolean;
  /** The service refuses or is gone: asked without the network, because a browser logs each refused request in its console. */
  refuses?: boolean;
  /** The service, before the page asks it for the first time. */
  prepare?: (service: ServiceDouble) => void;
  /** What happens next, once the screen is there. */
  then?: (view: SceneView) => Promise<void> | void;
}

export interface SceneView {
  element: InstallmentApplication;
  buyerSession: BuyerSession;
  service: ServiceDouble;
  /** Lets time pass on the scene's clock. */
  advance: (seconds: number) => void;
  /** The screen's own shadow root. */
  root: () => ShadowRoot;
}

export interface Look {
  locale?: Locale;
  theme?: 'auto' | 'light' | 'dark';
}

/** The double of a scene: `answer` is what stands behind `/v1/session`. */
export function serviceOf(scene: Scene): ServiceDouble {
  const now = () => new Date(startedAt.getTime() + (scene.seconds ?? 0) * 1000);
  const service = new ServiceDouble({ session: scene.session ?? {}, now });
  scene.prepare?.(service);
  return service;
}

/** The page in the state of the scene. The service must answer already: by msw in Storybook. */
export function show(scene: Scene, service: ServiceDouble, { locale = 'ru', theme = 'light' }: Look = {}): InstallmentApplication {
  const tokens = tokensOf(scene);
  // The clock stands still, so that a story looks the same each time.
  let seconds = scene.seconds ?? 0;
  const clock = { now: () => new Date(startedAt.getTime() + seconds * 1000) };
  const advance = (by: number) => {
    seconds += by;
    const step = element.shadowRoot?.querySelector('.column')?.firstElementChild;
    if (step instanceof LitElement) step.requestUpdate();
  };
  const buyerSession = new BuyerSession({
    place: {
      orderId,
      session: sessionToken,
      theme,
      locale,
      service: location.origin,
      origins: ['https://shop.example'],
      framed: scene.framed ?? true,
      widgetFrame: null,
      widgetReturns: false,
    },
    clock,
    tokens: () => tokens,
    firstStep: { read: () => null, write: () => undefined, erase: () => undefined },
    fetch: scene.refuses ? service.fetch : (...request) => globalThis.fetch(...request),
  });
  // There is no page around; what would go to it goes nowhere.
  buyerSession.port = { origin: null, send: () => undefined, close: () => undefined };
  const element = new InstallmentApplication();
  element.buyerSession = buyerSession;
  void begin(scene, { element, buyerSession, service, advance, root: () => rootOf(element) });
  return element;
}

async function begin(scene: Scene, view: SceneView): Promise<void> {
  const { buyerSession } = view;
  if (scene.phone) buyerSession.typePhone(scene.phone);
  await buyerSession.load();
  if (scene.draft) changeDraft(buyerSession, scene.draft);
  if (scene.screen) buyerSession.go(scene.screen);
  if (!scene.then) return;
  await shown(view);
  await scene.then(view);
}

function changeDraft(buyerSession: BuyerSession, draft: Partial<DraftState>): void {
  const { values, banks, term, firstPayment } = draft;
  if (values) buyerSession.typeValues(values);
  if (banks) buyerSession.setBanks(banks);
  if (term || firstPayment !== undefined) {
    buyerSession.setTerms({ ...(term ? { term } : {}), ...(firstPayment === undefined ? {} : { firstPayment }) });
  }
}

/** Waits until the screen of the buyer session is drawn. */
export async function shown({ element, buyerSession }: Pick<SceneView, 'element' | 'buyerSession'>): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    await element.updateComplete;
    const step = element.shadowRoot?.querySelector('.column')?.firstElementChild;
    if (buyerSession.state.phase !== 'loading' && step?.shadowRoot?.querySelector('h1')) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function rootOf(element: InstallmentApplication): ShadowRoot {
  const root = element.shadowRoot?.querySelector('.column')?.firstElementChild?.shadowRoot;
  if (!root) throw new Error('The screen is not there');
  return root;
}

function tokensOf({ proven = true }: Scene): BuyerTokenStore {
  let token: string | null = proven ? buyerToken : null;
  return { read: () => token, write: (next) => void (token = next) };
}
