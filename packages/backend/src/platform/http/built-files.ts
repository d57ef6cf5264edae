import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type BuiltPart = 'button' | 'application' | 'docs';

/** The folder of a package's build: beside the bundled server, else in the workspace. */
export function builtFolder(part: BuiltPart | 'cabinet'): string {
  const bundled = join(import.meta.dirname, 'pages', part);
  if (existsSync(bundled)) return bundled;
  return join(import.meta.dirname, '../../../..', part === 'docs' ? '../docs/.vitepress/dist' : `${part}/dist`);
}

type Encoding = 'br' | 'gzip' | 'identity';

export interface BuiltFile {
  /** Time and size of the file when it was read. A new build changes them. */
  stamp: string;
  type: string;
  etag: string;
  content: Record<Encoding, Buffer>;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);
const files = new Map<string, Promise<BuiltFile>>();

/**
 * A built file, read and compressed once; null: no such file.
 * @param name one file name; the caller's schema has refused names with a folder in them
 */
export async function builtFile(folder: string, name: string): Promise<BuiltFile | null> {
  const path = join(folder, name);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return null;
  const stamp = `${found.mtimeMs} ${found.size}`;
  const known = await files.get(path);
  if (known?.stamp === stamp) return known;
  const fresh = readBuilt(path, stamp);
  files.set(path, fresh);
  return fresh;
}

/** The build writes a `.br` file beside each file that it compressed. */
async function readBuilt(path: string, stamp: string): Promise<BuiltFile> {
  const packed = await readFile(`${path}.br`).catch(() => undefined);
  return pack(await readFile(path), types[extname(path)] ?? 'application/octet-stream', stamp, packed);
}

/** Compresses a text once, because it is sent often. */
export async function pack(identity: Buffer, type: string, stamp = '', packed?: Buffer): Promise<BuiltFile> {
  const etag = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  const shrinks = /charset/.test(type);
  const br = shrinks
    ? (packed ?? (await compressBrotli(identity, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: identity.length } })))
    : identity;
  return { stamp, type, etag, content: { identity, br, gzip: shrinks ? await compressGzip(identity) : identity } };
}

/** Sends the file in the best encoding that the browser accepts, or 304. */
export function sendBuilt(request: FastifyRequest, reply: FastifyReply, file: BuiltFile, cacheControl: string): FastifyReply {
  const encoding: Encoding = file.content.br === file.content.identity ? 'identity' : bestEncoding(request.headers['accept-encoding']);
  const etag = `"${file.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  reply.headers({ 'cache-control': cacheControl, etag, vary: 'accept-encoding' });
  if (request.headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) return reply.code(304).send();
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(file.type).send(file.content[encoding]);
}

function bestEncoding(header: string | undefined): Encoding {
  const accepted = new Set(
    (header ?? '')
      .split(',')
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(';')[0]?.trim().toLowerCase()),
  );
  return accepted.has('br') ? 'br' : accepted.has('gzip') ? 'gzip' : 'identity';
}
