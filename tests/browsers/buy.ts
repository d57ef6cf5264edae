import { newPhone } from '../support/buyer.ts';
import { buyerStory, type BuyerScreen } from '../support/buyer-story.ts';
import type { System } from '../support/start-system.ts';

/** The same way for every engine, once the application is open. */
export async function buy(screen: BuyerScreen, system: System): Promise<void> {
  const phone = newPhone();
  const nextCode = async () => /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(phone)).text)?.[0] ?? '';
  const story = buyerStory(screen, () => Promise.resolve());
  await screen.sees('Рассрочка на покупку');
  await story.provesThePhone(phone, nextCode);
  await story.fillsTheForm('Соколова');
  await story.consentsToAllBanks();
  await story.choosesTheOfferOf('Северный', { inList: false });
  await story.signsByCode(nextCode);
  await screen.sees('Рассрочка оформлена');
}

export const shopPage = (system: System) => `${system.storefront}/goods/norden-rf-340`;
export const shopButton = 'Оформить в рассрочку';
