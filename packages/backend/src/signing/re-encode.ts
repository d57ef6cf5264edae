import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import sharp from 'sharp';
import { Problem } from '../platform/http/problems.ts';

/** One JPEG of an accepted photograph may have so many pixels: 50 million are the largest cameras of telephones in their usual mode. */
const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 4096;
const QUALITY = 90;
/** Decoded pictures need memory: two at once, the others wait. */
const pool = bulkhead(2, 64);

// What a file claims to be decides nothing: only these three decoders can be reached at all.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] });
sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes a picture and writes its pixels as a new JPEG, turned as the camera held it. Whatever else the file held (place, time,
 * device, text, a second file behind the picture) is gone. Null: not a whole JPEG, PNG or WebP.
 */
export async function reEncode(bytes: Buffer): Promise<Buffer | null> {
  try {
    return await pool.execute(() =>
      sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
        .autoOrient()
        .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#fff' })
        .jpeg({ quality: QUALITY })
        .toBuffer(),
    );
  } catch (error) {
    if (error instanceof BulkheadRejectedError)
      throw new Problem(503, 'unavailable', 'Too many photographs arrive at this moment. Repeat in a few seconds.', {
        headers: { 'retry-after': '5' },
      });
    return null;
  }
}
