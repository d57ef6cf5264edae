import { phpForm } from '../php-form.ts';
import { parseJson } from '../../neighbours/wire.ts';
import { paymentKopecks } from './payment-methods.ts';
import type { Portal } from './portal.ts';
import { isMap, list, text } from './rest-call.ts';

export type CheckoutAnswer = { url: string; externalPaymentId: string } | { errors: string[] };

/**
 * What the portal does when a buyer presses «Оплатить» and the handler has CHECKOUT_DATA: its server posts a form, unsigned, all texts.
 * The answer counts only with HTTP 200, and needs both PAYMENT_URL and PAYMENT_ID. A repeat carries the earlier PAYMENT_ID.
 */
export async function checkout(portal: Portal, paymentId: number, fields: Readonly<Record<string, string>>): Promise<CheckoutAnswer> {
  const payment = portal.payments.find(({ id }) => id === paymentId);
  const system = portal.paySystems.find(({ id }) => id === payment?.paySystemId);
  const handler = portal.paySystemHandlers.find(({ code }) => code === system?.handlerCode);
  if (!payment || !system || !handler) return { errors: ['Платежная система не найдена'] };
  if (!system.active) return { errors: ['Платежная система не активна'] };
  const settings = handler.settings['CHECKOUT_DATA'];
  const action = isMap(settings) ? text(settings['ACTION_URI']) : undefined;
  if (!isMap(settings) || !action) return { errors: ['Обработчик не работает в режиме CHECKOUT'] };
  const names = isMap(settings['FIELDS']) ? Object.keys(settings['FIELDS']) : [];
  const missing = names.filter((name) => !fields[name]);
  if (missing.length > 0) return { errors: [`Покупатель ещё не заполнил: ${missing.join(', ')}`] };
  const body = phpForm({
    ...Object.fromEntries(names.map((name) => [name, fields[name]])),
    BX_SYSTEM_PARAMS: {
      RETURN_URL: 'https://shop.example/thanks',
      PAYSYSTEM_ID: system.id,
      PAYMENT_ID: payment.id,
      SUM: (paymentKopecks(portal, payment) / 100).toFixed(2),
      CURRENCY: 'RUB',
      ...(payment.externalPaymentId ? { EXTERNAL_PAYMENT_ID: payment.externalPaymentId } : {}),
    },
  });
  const response = await fetch(action, { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
  if (response.status !== 200) return { errors: [`HTTP ${response.status}`] };
  const answer = parseJson(await response.text());
  const given = answer.ok && isMap(answer.value) ? answer.value : {};
  const [url, externalPaymentId] = [text(given['PAYMENT_URL']), text(given['PAYMENT_ID'])];
  if (!url || !externalPaymentId) return { errors: (list(given['PAYMENT_ERRORS']) ?? ['Пустой ответ обработчика']).map(String) };
  payment.externalPaymentId = externalPaymentId;
  return { url, externalPaymentId };
}
