import type { FrameLocator, Locator, Page } from 'playwright-core';
import { buyerStory, type BuyerScreen, type BuyerStory, type Look } from './buyer-story.ts';
import { type Hands, mouse } from './hands.ts';
import type { Photographs } from './photographs.ts';

/** The buyer before the storefront's page, in words of what a person does. Russian, as the shop is. */
export interface BuyerPage extends Omit<BuyerStory, 'choosesTheOfferOf'> {
  /** The application: inside the dialog's frame, or the page itself where the buyer came by the link. */
  frame: FrameLocator | Page;
  /** The application's screen, for a story of one's own. */
  screen: BuyerScreen;
  /** Waits for the step with this heading. */
  sees(heading: string | RegExp): Promise<void>;
  presses(name: string | RegExp): Promise<void>;
  types(label: string, value: string): Promise<void>;
  /** The shop's button, or after a reload: the application opens where it was. */
  pressesTheButton(): Promise<void>;
  opensTheApplication(): Promise<void>;
  choosesTheOfferOf(bank: string): Promise<void>;
  /** Passport and selfie, up to the provider's answer. */
  signsBySelfId(photographs: Photographs): Promise<void>;
  /** The first free time of the first day, at this address. */
  appointsAMeeting(address: string): Promise<void>;
}

export interface BuyerPageOptions {
  look?: Look;
  hands?: Hands;
  /** By the link in a tab of its own, and not in the shop's dialog. */
  inTab?: boolean;
  /** The frame of somebody else's widget, as a selector. Default: that of the shop's dialog. */
  frameAt?: string;
}

/** The dialog leaves a margin to the window, so its table needs more than 1088. */
const tableFrom = 1152;

const STANDING_FRAMES = 10;

/** A new step may want a dialog of another size; what is pressed while the frame moves is missed, so a person waits until it stands. */
function dialogStands(page: Page): Promise<void> {
  return page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        let [before, same] = ['', 0];
        const look = () => {
          const frame = document.querySelector('installment-dialog')?.shadowRoot?.querySelector('iframe');
          const { x = 0, y = 0, width = 0, height = 0 } = frame?.getBoundingClientRect() ?? {};
          const place = [x, y, width, height].join();
          same = place === before ? same + 1 : 0;
          before = place;
          if (!frame || same >= wanted) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
    STANDING_FRAMES,
  );
}

export function buyerPage(
  page: Page,
  { look = () => Promise.resolve(), hands = mouse, inTab = false, frameAt = 'installment-dialog iframe' }: BuyerPageOptions = {},
): BuyerPage {
  const frame = inTab ? page : page.frameLocator(frameAt);
  const sees = (heading: string | RegExp) => frame.getByRole('heading', { name: heading, level: 1 }).waitFor();
  const press = async (control: Locator) => {
    await control.waitFor();
    await dialogStands(page);
    await hands.press(control);
  };
  const presses = (name: string | RegExp) => press(frame.getByRole('button', { name }));
  const types = (label: string, value: string) => hands.write(frame.getByLabel(label, { exact: true }), value);
  const photograph = frame.locator('input[type=file]');
  const pressesTheButton = async () => {
    // A busy machine may take longer than the dialog waits; the buyer would press it, too.
    const retry = page.getByRole('button', { name: 'Повторить' });
    await page.addLocatorHandler(retry, () => hands.press(retry));
    await hands.press(page.getByRole('button', { name: /Оформить в рассрочку/ }));
  };
  const screen: BuyerScreen = {
    sees,
    presses,
    types,
    picks: (label, option) => hands.pick(frame.getByLabel(label), option),
    checks: (role, name) => hands.check(frame.getByRole(role, { name })),
  };
  const story = buyerStory(screen, look);
  return {
    ...story,
    screen,
    frame,
    sees,
    presses,
    types,
    pressesTheButton,
    async opensTheApplication() {
      await pressesTheButton();
      await sees('Рассрочка на покупку');
      await look('terms');
    },
    choosesTheOfferOf: (bank) => story.choosesTheOfferOf(bank, { inList: (page.viewportSize()?.width ?? 0) < tableFrom }),
    async signsBySelfId({ passport, selfie }) {
      await sees('Фото паспорта');
      await look('self-id-passport');
      await photograph.setInputFiles(passport);
      await frame.getByRole('img', { name: 'Ваше фото паспорта' }).waitFor();
      await look('self-id-passport-taken');
      await presses('Подходит');
      await sees('Селфи');
      await photograph.setInputFiles(selfie);
      await frame.getByRole('img', { name: 'Ваше селфи' }).waitFor();
      await look('self-id-selfie-taken');
      await presses('Отправить на проверку');
    },
    async appointsAMeeting(address) {
      await hands.check(frame.getByRole('radio', { name: 'Встреча' }));
      await presses('Выбрать время');
      await sees('Встреча');
      await hands.check(frame.getByRole('group', { name: 'Время' }).getByRole('radio').first());
      await types('Адрес', address);
      await look('meeting');
      await presses(/Назначить на/);
      await sees('Встреча назначена');
      await look('meeting-appointed');
    },
  };
}
