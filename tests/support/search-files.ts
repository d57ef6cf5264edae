import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that may or may not stand in a file, in any of the ways in which programs write it down. */
export interface Needle {
  name: string;
  bytes: readonly Buffer[];
}

export interface Found {
  needle: string;
  where: string;
}

/** A text in UTF-8, in UTF-16, as JSON escapes, in hexadecimal (how PostgreSQL shows bytes) and in base64 at each of its three offsets. */
export function textNeedle(name: string, text: string): Needle {
  const escaped = [...text].map((sign) => (sign < '\u0080' ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('');
  return {
    name,
    bytes: [
      Buffer.from(text),
      Buffer.from(text, 'utf16le'),
      Buffer.from(escaped),
      Buffer.from(encodeURIComponent(text)),
      ...encoded(Buffer.from(text)),
    ],
  };
}

/** Bytes out of the middle of something, as they are, in hexadecimal and in base64. */
export const bytesNeedle = (name: string, bytes: Buffer): Needle => ({ name, bytes: [bytes, ...encoded(bytes)] });

function encoded(bytes: Buffer): Buffer[] {
  // What stands before it shifts a text in base64; the signs at both ends depend on the neighbours.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before && 4, -1),
  );
  return [bytes.toString('hex'), ...base64].map((text) => Buffer.from(text));
}

export function searchBytes(content: Buffer, where: string, needles: readonly Needle[]): Found[] {
  return needles.flatMap(({ name, bytes }) => (bytes.some((one) => content.includes(one)) ? [{ needle: name, where }] : []));
}

/** Every file below a folder. */
export function searchFolder(folder: string, needles: readonly Needle[]): { found: Found[]; files: number; bytes: number } {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  let bytes = 0;
  const found = paths.flatMap((path) => {
    const content = readFileSync(path);
    bytes += content.length;
    return searchBytes(content, path, needles);
  });
  return { found, files: paths.length, bytes };
}
