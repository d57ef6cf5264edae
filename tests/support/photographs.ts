import { Buffer } from 'node:buffer';
import type { Browser } from 'playwright-core';

export interface PhotographFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export interface Photographs {
  passport: PhotographFile;
  selfie: PhotographFile;
}

/** Stands in the metadata of the pictures, where a phone writes the place: it must not leave the device. */
export const secretPlace = '55.7789N 37.5881E Lesnaya 7';

/**
 * Pictures of nobody, drawn by the browser: a passport's page in sharp print and a face of circles. `rich` ones weigh as much as a
 * camera's; others are as light as a drawing.
 */
export async function drawPhotographs(browser: Browser, { rich = true } = {}): Promise<Photographs> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1200 } });
  try {
    const passport = await photograph(`${rich ? grain : ''}<h1>РОССИЙСКАЯ ФЕДЕРАЦИЯ</h1>${lines}`);
    const selfie = await photograph(`${rich ? grain : ''}<svg viewBox="0 0 160 120">${face}</svg>`);
    return { passport: file('passport.jpg', passport), selfie: file('selfie.jpg', selfie) };
  } finally {
    await page.close();
  }

  async function photograph(body: string): Promise<Buffer> {
    await page.setContent(`<style>body { margin: 60px; background: #d9d2c3; font: 40px/1.5 serif; position: relative }</style>${body}`);
    return withMetadata(await page.screenshot({ type: 'jpeg', quality: 95 }));
  }
}

const file = (name: string, buffer: Buffer): PhotographFile => ({ name, mimeType: 'image/jpeg', buffer });

const lines = Array.from({ length: 14 }, (_, line) => `<p>${'СОКОЛОВА МАРИНА АНДРЕЕВНА 14.03.1991 МОСКВА '.slice(line)}</p>`).join('');
const face = `<circle cx="80" cy="60" r="40" fill="#e0b391"/><circle cx="66" cy="50" r="5"/><circle cx="94" cy="50" r="5"/>
  <path d="M62 76q18 14 36 0" fill="none" stroke="#111" stroke-width="3"/>`;
// The noise of a sensor: what makes a photograph heavy.
const grain = `<svg style="position:absolute;inset:-60px;width:1600px;height:1200px;opacity:.35">
  <filter id="f"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="3" seed="7"/></filter><rect width="100%" height="100%" filter="url(#f)"/></svg>`;

/** An Exif segment, placed where phones place it, with `secretPlace` in it. */
function withMetadata(jpeg: Buffer): Buffer {
  const content = Buffer.from(`Exif\0\0${secretPlace}`, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, content.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}
