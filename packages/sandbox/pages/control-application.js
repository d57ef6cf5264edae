import { element, inThisLanguage, locale, timeOf } from './dom.js';

const texts = inThisLanguage({
  ru: {
    states: {
      pending: 'Рассматривается',
      declined: 'Отказ',
      approved: 'Одобрена',
      accepted: 'Предложение выбрано',
      signed: 'Подписана',
      confirmed: 'Подтверждена',
      settled: 'Выплачена',
      canceled: 'Отменена',
    },
    months: 'мес.',
    more: 'и ещё',
    calls: 'Номер и вызовы',
    keys: 'ключей',
    approve: 'Одобрить',
    decline: 'Отказать',
    send: 'Отправить событие',
    choose: 'Событие банка',
    events: {
      signed: 'договор подписан в банке',
      'sign-failed': 'подписать не вышло',
      'offer-withdrawn': 'предложения отозваны',
      'contract-canceled': 'банк расторг договор',
      settled: 'деньги выплачены',
      refunded: 'возврат проведён',
      'refund-failed': 'возврат не прошёл',
    },
  },
  en: {
    states: {
      pending: 'Pending',
      declined: 'Declined',
      approved: 'Approved',
      accepted: 'Offer chosen',
      signed: 'Signed',
      confirmed: 'Confirmed',
      settled: 'Settled',
      canceled: 'Canceled',
    },
    months: 'months',
    more: 'and',
    calls: 'Number and calls',
    keys: 'keys',
    approve: 'Approve',
    decline: 'Decline',
    send: 'Send event',
    choose: 'Event of the bank',
    events: {
      signed: 'signed at the bank',
      'sign-failed': 'could not be signed',
      'offer-withdrawn': 'offers withdrawn',
      'contract-canceled': 'contract canceled by the bank',
      settled: 'money paid out',
      refunded: 'refund made',
      'refund-failed': 'refund failed',
    },
  },
});

const good = new Set(['approved', 'accepted', 'signed', 'confirmed', 'settled']);
const money = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'RUB',
  currencyDisplay: 'narrowSymbol',
  maximumFractionDigits: 0,
});

/**
 * One application at a bank: what is bought, where it stands, and what the bank may do with it; folded, how often each call came and under
 * how many keys.
 * @param {any} application @param {string} path @param {(path: string, method: string, body?: object) => Promise<unknown>} send
 */
export function applicationRow(application, path, send) {
  const { applicationId, receivedAt, state, goods, amount, term, posts, refunds } = application;
  const [first, ...others] = goods;
  const bought = `${first?.name ?? ''}${others.length > 0 ? ` ${texts.more} ${others.length}` : ''}`;
  const figures = [money.format(amount / 100).replaceAll('\u202f', '\u00a0'), `${term} ${texts.months}`].join(' · ');
  const counts = posts
    .map((/** @type {any} */ { action, requests, distinctKeys }) => `${action} ${requests} (${texts.keys}: ${distinctKeys})`)
    .join(' · ');
  return element(
    'li',
    { class: 'application' },
    element(
      'div',
      {},
      element('p', { class: 'bought' }, bought),
      element(
        'p',
        {},
        element('span', { class: good.has(state) ? 'state good' : 'state' }, Reflect.get(texts.states, state)),
        ' · ',
        element('span', { class: 'figures' }, figures),
        ' · ',
        timeOf(receivedAt),
      ),
      element(
        'details',
        { open: unfolded.has(applicationId), ontoggle: remember(applicationId) },
        element('summary', { class: 'caption' }, texts.calls),
        element('p', { class: 'id' }, applicationId),
        element('p', { class: 'caption' }, counts),
      ),
    ),
    element('div', { class: 'steer' }, ...(state === 'pending' ? decisions(path, send) : events(path, send, refunds))),
  );
}

/** Rows are drawn anew when something changes; what a person has unfolded stays open. @type {Set<string>} */
const unfolded = new Set();

/** @param {string} id */
const remember =
  (id) =>
  (/** @type {Event} */ { currentTarget }) => {
    if (currentTarget instanceof HTMLDetailsElement && currentTarget.open) unfolded.add(id);
    else unfolded.delete(id);
  };

/** @param {string} path @param {(path: string, method: string, body?: object) => Promise<unknown>} send */
const decisions = (path, send) =>
  /** @type {const} */ ([
    ['approved', texts.approve],
    ['declined', texts.decline],
  ]).map(([decision, text]) =>
    element('button', { type: 'button', class: 'quiet', onclick: leave(() => send(`${path}/decide`, 'POST', { decision })) }, text),
  );

/** @param {string} path @param {(path: string, method: string, body?: object) => Promise<unknown>} send @param {{ refundId: string }[]} refunds */
function events(path, send, refunds) {
  const refundId = refunds.at(-1)?.refundId;
  const possible = Object.entries(texts.events).filter(([type]) => refundId || !type.startsWith('refund'));
  const choice = element('select', { 'aria-label': texts.choose }, ...possible.map(([value, text]) => element('option', { value }, text)));
  const act = () => send(`${path}/events`, 'POST', { type: choice.value, ...(choice.value.startsWith('refund') ? { refundId } : {}) });
  return [choice, element('button', { type: 'button', class: 'quiet', onclick: leave(act) }, texts.send)];
}

/** A list with the focus in it is not redrawn, so the button gives the focus back before the answer comes. @param {() => unknown} act */
const leave =
  (act) =>
  (/** @type {Event} */ { currentTarget }) => {
    if (currentTarget instanceof HTMLElement) currentTarget.blur();
    act();
  };
