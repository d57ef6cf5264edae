import { unzipSync } from 'fflate';
import iconv from 'iconv-lite';
import { ExchangeFailure, type Configuration } from './configuration.ts';
import type { SiteAnswer } from './session.ts';
import { parseXml, type XmlElement } from './xml.ts';

/**
 * The order file as each configuration reads it:
 *
 * 1. It begins with `<?xml` or `PK` (a zip). UNF also takes `<КоммерческаяИнформация`, and `failure…` as a refusal. A BOM before it works;
 *    a blank line or a notice of PHP does not.
 * 2. The charset is that of the Content-Type header, else UTF-8. The XML declaration is not looked at.
 * 3. UNF, on a broken character, tries the header's charset, windows-1251 and UTF-8 in turn. Bitrix's module knows no windows-1251.
 */
export function readOrders(configuration: Configuration, answer: SiteAnswer): XmlElement {
  const text = decode(configuration, answer);
  if (configuration === 'unf' && /^failure/i.test(text)) throw new ExchangeFailure('query', text);
  const begins = text.startsWith('<?xml') || (configuration === 'unf' && text.startsWith('<КоммерческаяИнформация'));
  if (!begins) throw unreadable(text.slice(0, 80));
  const parsed = parseXml(text);
  if ('wrong' in parsed) throw unreadable(parsed.wrong);
  if (parsed.root.name !== 'КоммерческаяИнформация') throw unreadable(`Неизвестный корневой элемент ${parsed.root.name}`);
  return parsed.root;
}

const unreadable = (why: string) => new ExchangeFailure('query', `Не удалось прочитать данные, загруженные с сервера: ${why}`);

function decode(configuration: Configuration, { bytes, contentType }: SiteAnswer): string {
  const zipped = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const content = zipped ? unzipped(bytes) : bytes;
  const declared = /charset="?([\w-]+)/i.exec(contentType)?.[1];
  const charset = configuration === 'bitrix-module' ? 'utf-8' : (declared ?? 'utf-8');
  const usual = inCharset(content, charset);
  if (configuration !== 'unf' || !broken(usual)) return usual;
  const attempts = [declared ?? 'utf-8', 'windows-1251', 'utf-8'].map((candidate) => inCharset(content, candidate));
  return attempts.find((attempt) => !broken(attempt)) ?? usual;
}

function unzipped(bytes: Buffer): Buffer {
  try {
    const [first] = Object.values(unzipSync(new Uint8Array(bytes)));
    if (first) return Buffer.from(first);
  } catch {
    // The error below says it in 1C's own words.
  }
  throw unreadable('Файл архива повреждён');
}

function inCharset(bytes: Buffer, charset: string): string {
  if (!iconv.encodingExists(charset)) throw unreadable(`Неизвестная кодировка ${String(charset)}`);
  return iconv.decode(bytes, charset);
}

const broken = (text: string) => text.includes('\uFFFD');
