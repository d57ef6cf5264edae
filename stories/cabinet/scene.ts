import { memoryAddress } from '@installment-button/cabinet/address';
import { Api } from '@installment-button/cabinet/api';
import { Cabinet } from '@installment-button/cabinet/cabinet';
import { InstallmentCabinet } from '@installment-button/cabinet/installment-cabinet';
import { CabinetDouble, type DoubleState } from '@installment-button/cabinet/testing/cabinet-double';
import { startedAt } from '@installment-button/cabinet/testing/fixtures';
import type { StoryContext, StoryObj } from '@storybook/web-components-vite';
import { http, HttpResponse } from 'msw';
import '../../packages/button/src/index.ts';

export interface Scene {
  path: string;
  state?: Partial<DoubleState>;
  /** The service, before the page asks it for the first time. */
  prepare?: (double: CabinetDouble) => void;
  /** What must stand there before the story is looked at. */
  shows: string;
  /** What happens next. */
  then?: (stage: Stage) => Promise<void> | void;
}

export interface Stage {
  cabinet: Cabinet;
  double: CabinetDouble;
  element: InstallmentCabinet;
  /** The first element of this selector, however deep. */
  find: (selector: string) => HTMLElement | null;
  sees: (selector: string) => Promise<HTMLElement>;
  type: (selector: string, value: string) => Promise<void>;
  key: (code: string) => void;
}

/** The head sees the real button, which computes with the service's tariff table. */
const shopsButton = [
  http.get(
    'https://credit.example/installment-button.js',
    () => new HttpResponse('export {};', { headers: { 'content-type': 'text/javascript' } }),
  ),
  http.get('https://credit.example/v1/plans', () =>
    HttpResponse.json({
      data: [{ product: 'installment', term: 12, rate: 0, minAmount: 300_000, maxAmount: 30_000_000 }],
      legal: { ru: '', en: '' },
    }),
  ),
];

/** A page of the cabinet in one state; the service behind it is a double, put in by msw. */
export function story(scene: Scene): StoryObj {
  let double = doubleOf(scene);
  let stage: Stage | null = null;
  return {
    parameters: { msw: { handlers: [http.all('*/cabinet/api/*', ({ request }) => double.answer(request)), ...shopsButton] } },
    render: (_args: unknown, { globals }: StoryContext) => {
      double = doubleOf(scene);
      stage = stageOf(scene, double, globals['theme'] === 'dark' ? 'dark' : 'light', globals['locale'] === 'en' ? 'en' : 'ru');
      return stage.element;
    },
    play: async () => {
      if (!stage) return;
      await stage.sees(scene.shows);
      await scene.then?.(stage);
      // The page is still while axe looks: what arrives has arrived.
      await new Promise((resolve) => setTimeout(resolve, 300));
    },
  };
}

function doubleOf({ state, prepare }: Scene): CabinetDouble {
  const double = new CabinetDouble(state);
  prepare?.(double);
  return double;
}

function stageOf({ path }: Scene, double: CabinetDouble, theme: 'light' | 'dark', locale: 'ru' | 'en'): Stage {
  if (double.state.me) double.state.me = { ...double.state.me, language: locale };
  const cabinet = new Cabinet({
    // Refused requests would stand in the browser's console: where there will be some, the double is asked without the network.
    ...(double.state.me && double.refusals.size === 0 ? {} : { api: new Api(double.fetch) }),
    address: memoryAddress(`/cabinet${path}`),
    live: double.live,
    // The clock stands still, so that a story looks the same each time.
    now: () => startedAt,
    storage: { getItem: () => JSON.stringify({ theme }), setItem: () => undefined },
  });
  cabinet.speak(locale);
  const element = new InstallmentCabinet();
  element.cabinet = cabinet;
  void cabinet.open();
  const find = (selector: string) => findIn(element.shadowRoot, selector);
  const sees = async (selector: string): Promise<HTMLElement> => {
    for (let waited = 0; waited < 8000; waited += 20) {
      const found = find(selector);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no ${selector}`);
  };
  return {
    cabinet,
    double,
    element,
    find,
    sees,
    async type(selector, value) {
      const field = await sees(selector);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) throw new Error(`${selector} is no field`);
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    key: (code) => document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true })),
  };
}

function findIn(root: ShadowRoot | null, selector: string): HTMLElement | null {
  if (!root) return null;
  const own = root.querySelector<HTMLElement>(selector);
  if (own) return own;
  for (const element of root.querySelectorAll('*')) {
    const found = findIn(element.shadowRoot, selector);
    if (found) return found;
  }
  return null;
}
