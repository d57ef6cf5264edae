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
 * Pictures of nobody, drawn on a canvas: a passport's page in sharp print and a face of circles. `rich` ones weigh as much as a
 * camera's; others are as light as a drawing.
 */
export async function drawPhotographs(browser: Browser, { rich = true } = {}): Promise<Photographs> {
  const page = await browser.newPage();
  try {
    const [passport, selfie] = await page.evaluate(drawBoth, rich);
    return { passport: file('passport.jpg', passport), selfie: file('selfie.jpg', selfie) };
  } finally {
    await page.close();
  }
}

const file = (name: string, base64: string): PhotographFile => ({
  name,
  mimeType: 'image/jpeg',
  buffer: withMetadata(Buffer.from(base64, 'base64')),
});

/** Runs in the page, so it needs all that it uses within. A screenshot would depend on the machine's compositor having time. */
function drawBoth(rich: boolean): [passport: string, selfie: string] {
  return [
    draw((context) => {
      context.font = '40px serif';
      context.fillText('РОССИЙСКАЯ ФЕДЕРАЦИЯ', 60, 100);
      for (let line = 0; line < 14; line += 1)
        context.fillText('СОКОЛОВА МАРИНА АНДРЕЕВНА 14.03.1991 МОСКВА '.slice(line), 60, 200 + line * 68);
    }),
    draw((context) => {
      disc(context, 800, 600, 400, '#e0b391');
      for (const x of [660, 940]) disc(context, x, 500, 50, '#111');
      context.lineWidth = 30;
      context.beginPath();
      context.arc(800, 700, 220, 0.2 * Math.PI, 0.8 * Math.PI);
      context.stroke();
    }),
  ];

  function draw(paint: (context: CanvasRenderingContext2D) => void): string {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1600, height: 1200 });
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser draws on no canvas');
    context.fillStyle = '#d9d2c3';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#111';
    paint(context);
    if (rich) addGrain(context);
    return canvas.toDataURL('image/jpeg', 0.95).replace(/^.*,/, '');
  }

  function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }

  /** The noise of a sensor: what makes a photograph heavy. The same at every run. */
  function addGrain(context: CanvasRenderingContext2D): void {
    const picture = context.getImageData(0, 0, 1600, 1200);
    let state = 7;
    for (let at = 0; at < picture.data.length; at += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      if (at % 4 < 3) picture.data[at] = (picture.data[at] ?? 0) + (state >>> 26) - 32;
    }
    context.putImageData(picture, 0, 0);
  }
}

/** An Exif segment, placed where phones place it, with `secretPlace` in it. */
function withMetadata(jpeg: Buffer): Buffer {
  const content = Buffer.from(`Exif\0\0${secretPlace}`, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, content.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}
