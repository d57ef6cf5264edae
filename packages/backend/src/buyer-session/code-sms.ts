import type { Context } from '../context.ts';
import { fieldProblem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Language } from './language.ts';

const texts = {
  phone: {
    ru: (code: string, shop: string) => `${code} — код для заявки на рассрочку или кредит в магазине ${shop}. Никому его не сообщайте.`,
    en: (code: string, shop: string) => `${code} is your code for the application at ${shop}. Tell it to nobody.`,
  },
  signing: {
    ru: (code: string, bank: string) =>
      `${code} — код для подписания договора с банком ${bank}. Введите его, только если согласны с договором.`,
    en: (code: string, bank: string) => `${code} signs your agreement with ${bank}. Enter it only if you agree.`,
  },
};

export interface CodeSms {
  purpose: Row<'phoneCodes'>['purpose'];
  code: string;
  /** The shop of a phone's code, the bank of a signing code. */
  whose: string;
  language: Language;
  /** The registered origin of the page that embeds the frame. */
  embeddedIn?: string | undefined;
}

/**
 * The last line binds the code to the page where it may be filled in (origin-bound one-time codes): the shop's host, the code, our
 * host. Outside a frame it names our host alone.
 */
export function codeSms(context: Context, { purpose, code, whose, language, embeddedIn }: CodeSms): string {
  const own = new URL(context.config.publicUrl).hostname;
  const boundTo = embeddedIn === undefined ? `@${own} #${code}` : `@${new URL(embeddedIn).hostname} #${code} @${own}`;
  return `${texts[purpose][language](code, whose)}\n\n${boundTo}`;
}

/** An SMS may name only a registered origin: it tells the phone which page may fill the code in. */
export function registeredOrigin(shop: Pick<Row<'shops'>, 'origins'>, embeddedIn: string | undefined): string | undefined {
  if (embeddedIn === undefined || shop.origins.includes(embeddedIn)) return embeddedIn;
  throw fieldProblem('/embeddedIn', 'origin_not_registered', 'This origin is not registered with the shop.');
}
