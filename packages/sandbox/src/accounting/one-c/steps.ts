import type { OneCSettings, Step } from './configuration.ts';
import { ExchangeFailure } from './configuration.ts';
import type { Session, SiteAnswer } from './session.ts';

/**
 * checkauth: `success`, the cookie's name, its value, and `sessid=…` where the site has one. Only the first line is trimmed: a site that
 * ends its lines with \r\n gives a cookie that no header can carry.
 */
export async function checkauth(session: Session, settings: OneCSettings): Promise<void> {
  const answer = await session.call('checkauth', { mode: 'checkauth' });
  const [first = '', name, value, fourth] = lines(answer);
  if (first.trim().toLowerCase() !== 'success') throw new ExchangeFailure('checkauth', `Не удалось авторизоваться: ${utf8(answer)}`);
  if (!name || value === undefined || value === '') throw new ExchangeFailure('checkauth', 'Сайт не передал имя и значение cookie');
  if (/[\s;,]/.test(name) || /[\s;,]/.test(value))
    throw new ExchangeFailure('checkauth', 'Недопустимый символ в имени или значении cookie');
  session.cookie = { name, value };
  const sessid = fourth?.trim().replace(/^sessid=/, '');
  if (settings.sendSessid && sessid) session.sessid = sessid;
}

export interface UploadLimits {
  zip: boolean;
  fileLimit: number;
}

/** init: UT takes exactly two lines, and an empty third one is a third one. UNF takes one, and two in Bitrix's protocol. */
export async function init(session: Session, settings: OneCSettings, versioned = false): Promise<UploadLimits> {
  const answer = await session.call('init', { mode: 'init', ...(versioned ? versionQuery(session) : {}) });
  const given = lines(answer);
  const least = settings.configuration === 'unf' && !bitrixProtocol(settings) ? 1 : 2;
  if (settings.configuration === 'ut' && given.length !== 2) {
    throw new ExchangeFailure('init', `Ожидались две строки параметров, получено ${given.length}: ${utf8(answer)}`);
  }
  if (given.length < least) throw new ExchangeFailure('init', `Получено слишком мало параметров: ${utf8(answer)}`);
  const zip = /^zip=(yes|no)$/i.exec(given[0]?.trim() ?? '')?.[1];
  const limit = /^file_limit=(\d+)$/i.exec(given[1]?.trim() ?? '')?.[1];
  if (!zip || (limit === undefined && least === 2)) throw new ExchangeFailure('init', `Не удалось прочитать параметры: ${utf8(answer)}`);
  return { zip: zip.toLowerCase() === 'yes', fileLimit: Number(limit ?? 0) };
}

export const bitrixProtocol = ({ configuration, bitrixProtocol: chosen = true }: OneCSettings) => configuration === 'unf' && chosen;

/** What UNF adds to every call of an upload. */
export function versionQuery({ sessid }: Session): Record<string, string> {
  return { version: '2.09', cmlVersion: '2.09', ...(sessid ? { sessid } : {}) };
}

/** UT takes any answer to `success`, UNF none that begins with failure. */
export async function success(session: Session, { configuration }: OneCSettings): Promise<void> {
  const answer = await session.call('success', { mode: 'success', ...sessidQuery(session) });
  if (configuration === 'unf' && /^failure/i.test(utf8(answer))) throw new ExchangeFailure('success', utf8(answer));
}

export const sessidQuery = ({ sessid }: Session): Record<string, string> => (sessid ? { sessid } : {});

/** The first word decides: success (more lines are a warning), progress, or a stop. Returns the warning. */
export function resultOf(step: Step, answer: SiteAnswer): { done: boolean; warning: string } {
  const [first = '', ...more] = lines(answer);
  const word = first.trim().toLowerCase();
  if (word === 'success') return { done: true, warning: more.join('\n').trim() };
  if (word === 'progress' && step === 'import') return { done: false, warning: '' };
  throw new ExchangeFailure(step, `Сайт не принял файл: ${utf8(answer)}`);
}

const utf8 = ({ bytes }: SiteAnswer) => bytes.toString('utf8').replace(/^\uFEFF/, '');
const lines = (answer: SiteAnswer) => utf8(answer).split('\n');
