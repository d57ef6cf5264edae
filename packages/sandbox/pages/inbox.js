import { element, inThisLanguage, showNavigation, timeOf } from './dom.js';

const texts = inThisLanguage({
  ru: {
    title: 'Входящие',
    lead: 'СМС и письма, которые ушли бы людям. Песочница ничего никуда не отправляет.',
    lastCode: 'Последний код',
    copy: 'Скопировать',
    copied: 'Скопировано',
    all: 'Все',
    sms: 'СМС',
    mail: 'Письма',
    kind: { sms: 'СМС', mail: 'Письмо' },
    to: 'Кому',
    search: 'Телефон или адрес',
    empty: 'Пока пусто. Пройдите заявку до подтверждения телефона, и код появится здесь.',
    nothing: 'По этому отбору ничего нет.',
    noText: '(без текста)',
  },
  en: {
    title: 'Inbox',
    lead: 'The texts and letters that would have gone to people. The sandbox sends nothing anywhere.',
    lastCode: 'Latest code',
    copy: 'Copy',
    copied: 'Copied',
    all: 'All',
    sms: 'Texts',
    mail: 'Letters',
    kind: { sms: 'Text', mail: 'Letter' },
    to: 'To',
    search: 'Phone or address',
    empty: 'Nothing yet. Take an application as far as the phone, and its code shows up here.',
    nothing: 'Nothing matches.',
    noText: '(no text)',
  },
});

document.title = texts.title;
const { connected } = showNavigation('inbox');

/** @typedef {{ id: string, kind: 'sms' | 'mail', to: string, subject: string | null, text: string, at: string }} Message */
/** Each with its row, oldest first. @type {Map<string, { message: Message, row: HTMLElement }>} */
const messages = new Map();
/** @type {'all' | 'sms' | 'mail'} */
let kind = 'all';
let addressee = '';

const figure = element('section', { class: 'figure', hidden: true });
const list = element('ol', { class: 'messages' });
const empty = element('p', { class: 'empty' });
const announcement = element('p', { class: 'unseen', role: 'status' });
const search = element('input', {
  type: 'search',
  id: 'addressee',
  autocomplete: 'off',
  oninput: () => {
    addressee = search.value.trim().toLowerCase();
    show();
  },
});

const kinds = /** @type {const} */ (['all', 'sms', 'mail']).map((name) =>
  element(
    'button',
    { type: 'button', class: 'tab', 'aria-pressed': name === kind, 'data-kind': name, onclick: () => choose(name) },
    texts[name],
  ),
);

document
  .querySelector('#main')
  ?.replaceChildren(
    element('h1', {}, texts.title),
    element('p', { class: 'lead' }, texts.lead),
    figure,
    element(
      'div',
      { class: 'bar' },
      element('div', { class: 'tabs' }, ...kinds),
      element('div', { class: 'search' }, element('label', { for: 'addressee' }, texts.search), search),
    ),
    list,
    empty,
    announcement,
  );

/** @param {'all' | 'sms' | 'mail'} name */
function choose(name) {
  kind = name;
  for (const tab of kinds) tab.setAttribute('aria-pressed', String(tab.dataset.kind === kind));
  show();
}

/** Rows are made once and only hidden: a person may be reading or selecting in one. */
function show() {
  let shown = 0;
  for (const { message, row } of messages.values()) {
    row.hidden = !matches(message);
    if (!row.hidden) shown += 1;
  }
  empty.hidden = shown > 0;
  empty.textContent = messages.size === 0 ? texts.empty : texts.nothing;
  showCode();
}

/** @param {Message} message */
function matches(message) {
  const digits = addressee.replace(/\D/g, '');
  return (
    (kind === 'all' || message.kind === kind) &&
    (message.to.toLowerCase().includes(addressee) ||
      (digits.length > 2 && message.to.replace(/\D/g, '').includes(digits.replace(/^8/, ''))))
  );
}

/** @param {Message} message */
function rowOf(message) {
  return element(
    'li',
    { class: 'message' },
    element(
      'div',
      { class: 'about' },
      timeOf(message.at),
      element('span', {}, texts.kind[message.kind]),
      element('span', { class: 'figures to' }, message.to),
    ),
    element(
      'div',
      { class: 'said' },
      message.subject === null ? null : element('h2', {}, message.subject),
      element('p', {}, ...withLinks(message.text || texts.noText)),
    ),
  );
}

/** Addresses become links that tell the other side nothing about this page. @param {string} text */
function withLinks(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
    .map((part, index) => (index % 2 === 1 ? element('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part) : part));
}

/** The one large figure: what somebody who tries the form needs next. */
function showCode() {
  const latest = [...messages.values()]
    .map(({ message }) => message)
    .findLast((message) => message.kind === 'sms' && /\b\d{6}\b/.test(message.text));
  const code = latest && /\b\d{6}\b/.exec(latest.text)?.[0];
  figure.hidden = !code;
  if (!latest || !code || figure.dataset.message === latest.id) return;
  figure.dataset.message = latest.id;
  const copy = element('button', { type: 'button', class: 'quiet', onclick: () => void copyCode(code, copy) }, texts.copy);
  figure.replaceChildren(
    element('p', { class: 'caption' }, `${texts.lastCode} · ${latest.to}`),
    element('div', { class: 'code' }, element('output', { class: 'figures' }, code), copy),
  );
}

/** @param {string} code @param {HTMLElement} button */
async function copyCode(code, button) {
  await navigator.clipboard.writeText(code);
  button.textContent = texts.copied;
  setTimeout(() => (button.textContent = texts.copy), 2000);
}

show();
const stream = new EventSource('/inbox/stream');
stream.onopen = () => connected(true);
stream.onerror = () => connected(false);
let drawing = 0;
stream.addEventListener('message', ({ data }) => {
  /** @type {Message} */
  const message = JSON.parse(data);
  const key = `${message.kind} ${message.id}`;
  if (messages.has(key)) return; // the stream starts from the beginning after each break
  const row = rowOf(message);
  messages.set(key, { message, row });
  list.prepend(row);
  announcement.textContent = `${texts.kind[message.kind]} · ${message.to}`;
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(show);
});
