import { crc32, deflateSync } from 'node:zlib';
import { encode, renderSVG } from 'uqr';

/** Level M corrects 15 % of damage, which a print on paper may have. The standard requires a quiet zone of four modules. */
const options = { ecc: 'M', border: 4 } as const;

export const qrSvg = (text: string): string => renderSVG(text, { ...options, whiteColor: '#fff', blackColor: '#000' });

/** Black on white, one bit a pixel, each module `scale` pixels wide. */
export function qrPng(text: string, scale = 10): Buffer {
  const { data, size } = encode(text, options);
  const width = size * scale;
  const rowBytes = Math.ceil(width / 8);
  const pixels = Buffer.alloc(width * (rowBytes + 1));
  for (let y = 0; y < width; y += 1) {
    const start = y * (rowBytes + 1) + 1;
    const row = data[Math.floor(y / scale)] ?? [];
    for (let x = 0; x < width; x += 1) {
      if (row[Math.floor(x / scale)]) continue;
      const at = start + (x >> 3);
      pixels[at] = (pixels[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  // One bit a sample, greyscale.
  header[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(type), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
