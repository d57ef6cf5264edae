import { applicationRow } from './control-application.js';
import { element, inThisLanguage, locale, showNavigation } from './dom.js';

const texts = inThisLanguage({
  ru: {
    title: 'Банки песочницы',
    lead: 'Шесть учебных банков на настоящем HTTP. Выберите, как поведёт себя каждый, или впишите в анкету фамилию из списка.',
    behaviour: 'Поведение банка',
    own: 'по умолчанию',
    custom: 'особый, настроен извне',
    behaviours: {
      approves: 'одобряет сразу',
      'calls-back': 'одобряет через 20 секунд, сам',
      'must-be-polled': 'одобряет через 20 секунд, по опросу',
      declines: 'отказывает',
      'never-answers': 'не отвечает',
      'stays-pending': 'вечно рассматривает',
      'fails-then-recovers': 'сбоит, потом работает',
      'always-fails': 'всегда сбоит',
    },
    takeDown: 'Выключить',
    bringUp: 'Включить',
    down: 'выключен',
    answer: { 'at-once': 'сразу', callback: 'обратным вызовом', poll: 'по опросу', silent: 'молча', hang: 'без ответа' },
    decision: { approved: 'одобряет', declined: 'отказывает' },
    seconds: 'с',
    applications: 'Заявки',
    banks: 'Банки',
    surnames: 'Фамилии, которые слушают банки',
    surnamesLead:
      'Работают и в женском роде. Добавьте через дефис названия банков, и послушают только они: «Отказов-Волна», «Молчанова-Онега-Ладога».',
  },
  en: {
    title: 'Sandbox banks',
    lead: 'Six training banks over real HTTP. Choose how each behaves, or put a surname from the list into the form.',
    behaviour: 'Behaviour of the bank',
    own: 'as usual',
    custom: 'special, set from outside',
    behaviours: {
      approves: 'approves at once',
      'calls-back': 'approves in 20 seconds, by callback',
      'must-be-polled': 'approves in 20 seconds, when polled',
      declines: 'declines',
      'never-answers': 'never answers',
      'stays-pending': 'pending for ever',
      'fails-then-recovers': 'fails, then recovers',
      'always-fails': 'always fails',
    },
    takeDown: 'Take down',
    bringUp: 'Bring up',
    down: 'down',
    answer: { 'at-once': 'at once', callback: 'by callback', poll: 'when polled', silent: 'in silence', hang: 'with no answer' },
    decision: { approved: 'approves', declined: 'declines' },
    seconds: 's',
    applications: 'Applications',
    banks: 'Banks',
    surnames: 'Surnames that banks obey',
    surnamesLead: 'In the feminine form, too. Join bank names with hyphens and only these obey: «Отказов-Волна», «Молчанова-Онега-Ладога».',
  },
});

document.title = texts.title;
const { connected } = showNavigation('banks');
const list = element('ol', { class: 'banks' });
const surnames = element('section', { class: 'surnames' });
document
  .querySelector('#main')
  ?.replaceChildren(
    element('h1', {}, texts.title),
    element('p', { class: 'lead' }, texts.lead),
    surnames,
    element('h2', { class: 'heading' }, texts.banks),
    list,
  );

/** @param {string} path @param {RequestInit} [init] */
async function ask(path, init) {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.status === 204 ? undefined : await response.json();
}

/** @param {string} path @param {string} method @param {object} [body] */
const send = (path, method, body) =>
  ask(path, { method, ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) }).then(
    refresh,
    refresh,
  );

/** @typedef {{ id: string, name: string, color: string, up: boolean, applications: number, behaviour: Behaviour, behaviourName: string }} Bank */
/** @typedef {{ answer: keyof typeof texts.answer, decision: keyof typeof texts.decision, delayMs: number }} Behaviour */

/** One row a bank, made once: what is typed or focused in it stays. @type {Map<string, ReturnType<typeof bankRow>>} */
const rows = new Map();

/** @param {Bank} bank */
function bankRow({ id, name, color }) {
  const path = `/control/banks/${id}`;
  const mark = element('span', { class: 'mark', 'aria-hidden': true }, name.slice(0, 1));
  mark.style.setProperty('--mark', color); // an attribute would need 'unsafe-inline'
  const about = element('p', { class: 'caption' });
  const count = element('summary', { class: 'caption figures' });
  const choice = element(
    'select',
    {
      'aria-label': `${texts.behaviour} «${name}»`,
      onchange: () =>
        void (choice.value === 'default'
          ? send(`${path}/behaviour`, 'DELETE')
          : send(`${path}/behaviour`, 'PUT', { behaviour: choice.value })),
    },
    element('option', { value: 'default' }, texts.own),
    ...Object.entries(texts.behaviours).map(([value, text]) => element('option', { value }, text)),
    element('option', { value: 'custom', hidden: true }, texts.custom),
  );
  let up = true;
  const power = element('button', { type: 'button', class: 'quiet', onclick: () => void send(`${path}/${up ? 'down' : 'up'}`, 'POST') });
  const applications = element('ol');
  // Closed until somebody looks: what came in is listed by the dozen.
  const folded = element('details', { class: 'applications' }, count, applications);
  const row = element(
    'li',
    { class: 'bank' },
    element(
      'div',
      { class: 'bank-row' },
      mark,
      element('div', {}, element('h2', { class: 'name' }, name), about),
      element('div', { class: 'behaviour' }, choice),
      power,
    ),
    folded,
  );
  let drawn = '';

  return {
    row,
    /** @param {Bank} bank */
    async update(bank) {
      up = bank.up;
      row.classList.toggle('down', !up);
      power.textContent = up ? texts.takeDown : texts.bringUp;
      const { answer, decision, delayMs } = bank.behaviour;
      const delay = answer === 'callback' || answer === 'poll' ? ` · ${delayMs / 1000}\u00a0${texts.seconds}` : '';
      about.textContent = up ? `${texts.decision[decision]} ${texts.answer[answer]}${delay}` : texts.down;
      if (document.activeElement !== choice) choice.value = bank.behaviourName;
      count.textContent = `${texts.applications}: ${bank.applications}`;
      const { data } = await ask(`${path}/applications`);
      const now = JSON.stringify(data);
      folded.hidden = data.length === 0;
      if (now === drawn || applications.contains(document.activeElement)) return;
      drawn = now;
      applications.replaceChildren(
        ...data
          .reverse()
          .slice(0, 20)
          .map((/** @type {any} */ application) => applicationRow(application, `${path}/applications/${application.applicationId}`, send)),
      );
    },
  };
}

async function refresh() {
  try {
    const { data } = await ask('/control/banks');
    for (const bank of data) {
      let row = rows.get(bank.id);
      if (!row) {
        row = bankRow(bank);
        rows.set(bank.id, row);
        list.append(row.row);
      }
      await row.update(bank);
    }
    connected(true);
  } catch {
    connected(false);
  }
}

async function showSurnames() {
  const { data } = await ask('/control/surnames');
  surnames.replaceChildren(
    element('h2', {}, texts.surnames),
    element('p', { class: 'lead' }, texts.surnamesLead),
    element(
      'dl',
      {},
      ...data.map((/** @type {{ surname: string, meaning: Record<'ru' | 'en', string> }} */ { surname, meaning }) =>
        element('div', {}, element('dt', { lang: 'ru' }, surname), element('dd', {}, meaning[locale])),
      ),
    ),
  );
}

void showSurnames();
void refresh();
setInterval(() => {
  if (!document.hidden) void refresh();
}, 1500);
