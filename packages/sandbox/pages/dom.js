// What both pages share: making elements, the language, the way between the two.

/**
 * An element with its properties and children. `class`, `aria-…`, `for` and `role` become attributes, `on…` listeners, the rest properties.
 * @param {string} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string | null | undefined)} children
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (/^(class|for|role|aria-.*|data-.*)$/.test(name)) node.setAttribute(name, String(value));
    else Reflect.set(node, name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const asked = new URLSearchParams(location.search).get('locale');

/** `ru` or `en`: as the address says, else as the browser is set. */
export const locale = asked === 'ru' || asked === 'en' ? asked : navigator.language.startsWith('ru') ? 'ru' : 'en';
document.documentElement.lang = locale;

/** @template Texts @param {{ ru: Texts, en: Texts }} dictionary */
export const inThisLanguage = (dictionary) => dictionary[locale];

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
/** @param {string} instant */
export const timeOf = (instant) => element('time', { dateTime: instant, class: 'figures' }, clock.format(new Date(instant)));

const words = inThisLanguage({
  ru: { banks: 'Банки', inbox: 'Входящие', other: 'English', online: 'На связи', offline: 'Связь потеряна, восстанавливаем' },
  en: { banks: 'Banks', inbox: 'Inbox', other: 'По-русски', online: 'Connected', offline: 'Connection lost, trying again' },
});

/** The line at the top, the same on both pages. @param {'banks' | 'inbox'} here */
export function showNavigation(here) {
  const link = (/** @type {'banks' | 'inbox'} */ to, /** @type {string} */ path) =>
    element('a', { href: asked ? `${path}?locale=${locale}` : path, ...(to === here ? { 'aria-current': 'page' } : {}) }, words[to]);
  const connection = element('span', { class: 'connection', role: 'status' });
  document
    .querySelector('#nav')
    ?.replaceChildren(
      link('banks', '/'),
      link('inbox', '/inbox'),
      connection,
      element(
        'a',
        { href: `?locale=${locale === 'ru' ? 'en' : 'ru'}`, lang: locale === 'ru' ? 'en' : 'ru', class: 'language' },
        words.other,
      ),
    );
  return {
    /** @param {boolean} online */
    connected(online) {
      const text = online ? words.online : words.offline;
      if (connection.textContent !== text) connection.textContent = text;
      connection.classList.toggle('lost', !online);
    },
  };
}
