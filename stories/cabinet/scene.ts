import { Api } from '@installment-button/cabinet/api/api';
import { CabinetDouble, type DoubleState } from '@installment-button/cabinet/testing/cabinet-double';
import { CabinetHarness } from '@installment-button/cabinet/testing/cabinet-harness';
import type { StoryContext, StoryObj } from '@storybook/web-components-vite';
import { http, HttpResponse } from 'msw';
import '../../packages/button/src/index.ts';

export interface Scene {
  path: string;
  state?: Partial<DoubleState>;
  /** Changes the double before the page asks it for the first time. */
  prepare?: (double: CabinetDouble) => void;
  /** The selector of what must be there before the story is looked at. */
  shows: string;
  /** What the person does next. */
  then?: (page: CabinetHarness) => Promise<void> | void;
}

/** The owner's pages show the real button, which computes with the service's tariff table. */
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

/** A page of the cabinet in one state. msw answers its requests by a double of the backend. */
export function story(scene: Scene): StoryObj {
  let double = doubleOf(scene);
  let page: CabinetHarness | null = null;
  return {
    parameters: { msw: { handlers: [http.all('*/cabinet/api/*', ({ request }) => double.answer(request)), ...shopsButton] } },
    render: (_args: unknown, { globals }: StoryContext) => {
      double = doubleOf(scene);
      page = openPage(scene, double, globals['theme'] === 'dark' ? 'dark' : 'light', globals['locale'] === 'en' ? 'en' : 'ru');
      return page.element;
    },
    play: async () => {
      if (!page) return;
      await page.sees(scene.shows);
      await scene.then?.(page);
      // axe looks at a page that no longer moves.
      await new Promise((resolve) => setTimeout(resolve, 300));
    },
  };
}

function doubleOf({ state, prepare }: Scene): CabinetDouble {
  const double = new CabinetDouble(state);
  prepare?.(double);
  return double;
}

function openPage({ path }: Scene, double: CabinetDouble, theme: 'light' | 'dark', locale: 'ru' | 'en'): CabinetHarness {
  if (double.state.me) double.state.me = { ...double.state.me, language: locale };
  const page = new CabinetHarness({
    path: `/cabinet${path}`,
    double,
    // Refused requests would stand in the browser's console. A story with refusals asks the double without the network.
    ...(double.state.me && double.refusals.size === 0 ? { api: new Api() } : {}),
    settings: { theme },
  });
  page.cabinet.speak(locale);
  void page.cabinet.open();
  return page;
}
