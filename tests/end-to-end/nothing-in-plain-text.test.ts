import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import type { Browser } from 'playwright-core';
import { buyerPage } from '../support/buyer-page.ts';
import { createOrder, newPhone } from '../support/buyer.ts';
import { drawPhotographs, secretPlace } from '../support/photographs.ts';
import { bytesNeedle, searchBytes, searchFolder, textNeedle, type Needle } from '../support/search-files.ts';
import { desktop, launchBrowser, watchedPage } from '../support/watched-page.ts';
import { startSystem, type System } from '../support/start-system.ts';

let system: System;
let browser: Browser;

before(async () => {
  // The most talkative log there is.
  system = await startSystem({ banks: ['severny', 'ladoga'], autoConfirm: false, environment: { LOG_LEVEL: 'trace' } });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await system?.close();
});

const surname = 'Заречнокаменская';

test(
  'after a whole application neither database files nor logs hold what the buyer wrote or photographed',
  { timeout: 120_000 },
  async (t) => {
    const { page, faults } = await watchedPage(browser, desktop, t);
    const { body: order } = await createOrder(system.backend.url, system.secretKey);
    const buyer = buyerPage(page, { inTab: true });
    const number = newPhone();
    const codes: string[] = [];
    const nextCode = async () => {
      const code = /\b\d{6}\b/.exec((await system.sandbox.inbox.waitForSms(number)).text)?.[0] ?? '';
      codes.push(code);
      return code;
    };
    const photographs: Buffer[] = [];
    await page.exposeFunction('sent', (base64: string) => photographs.push(Buffer.from(base64, 'base64')));
    await page.addInitScript(watchUploads);
    await page.goto(order.link);
    await buyer.sees('Рассрочка на покупку');
    await buyer.provesThePhone(number, nextCode);
    await buyer.fillsTheForm(surname);
    await buyer.consentsToAllBanks();
    await buyer.choosesTheOfferOf('Северный');
    // Both ways leave their traces: a code that is sent and not used, then the pictures.
    await buyer.presses('Получить код');
    await buyer.sees('Код из СМС');
    await nextCode();
    await buyer.presses('Подписать другим способом');
    await buyer.frame.getByRole('radio', { name: 'Self ID' }).check();
    await buyer.presses('Перейти к фото');
    await buyer.signsBySelfId(await drawPhotographs(browser));
    await buyer.sees('Рассрочка оформлена');
    assert.deepEqual(faults, []);

    assert.equal(photographs.length, 2, 'passport and selfie were sent');
    for (const picture of photographs) assert.equal(picture.indexOf(secretPlace), -1, 'a picture left the device with its metadata');

    // A stopped server has written everything down.
    await system.backend.terminate();
    const personal = [
      textNeedle('surname', surname),
      textNeedle('name and patronymic', 'Марина Андреевна'),
      textNeedle('patronymic', 'Андреевна'),
      textNeedle('passport', '4511345678'),
      textNeedle('passport as typed', '45 11 345678'),
      textNeedle('passport number in JSON', '"345678"'),
      textNeedle('issuing office', 'по району Тверской'),
      textNeedle('e-mail', 'marina@example.com'),
      textNeedle('address', 'ул. Лесная, д. 7'),
      textNeedle('employer', 'Ромашка'),
      textNeedle('phone', number),
      textNeedle('phone without its plus', number.slice(1)),
      ...photographs.flatMap((picture, index) => [0.3, 0.6].map((part) => bytesNeedle(`photograph ${index + 1}`, slice(picture, part)))),
    ];
    // What must be there proves that the search would see the others: the goods are no secret, nor is the order's number.
    const control = [textNeedle('control: goods', 'Холодильник Norden RF-340'), textNeedle('control: order', order.id)];
    const inFiles = searchFolder(system.backend.dataDir, [...personal, ...control]);
    assert.deepEqual(
      [...new Set(inFiles.found.map(({ needle }) => needle))].sort(),
      control.map(({ name }) => name),
    );
    assert.ok(inFiles.bytes > 20_000_000, 'the whole folder was read, the write-ahead log with it');

    // Long values are compressed in the files: read as rows, too.
    const rows = await allRows(join(system.backend.dataDir, 'database'));
    assert.deepEqual(
      namesIn(rows, [...personal, ...control]),
      control.map(({ name }) => name),
    );

    const log = Buffer.from(system.backend.output);
    const logged = textNeedle('control: the submit', '/v1/session/submit');
    assert.deepEqual(namesIn(log, [...personal, logged]), [logged.name], system.backend.output.slice(-1500));
    assert.ok(codes.length === 2 && codes.every((code) => code.length === 6));
    // Six digits alone occur by chance; beside the word for them they would not.
    const asCodes = codes.map((code) => textNeedle(`code ${code}`, `: ${code}`));
    assert.deepEqual([namesIn(rows, asCodes), namesIn(log, asCodes)], [[], []]);
    t.diagnostic(
      `searched ${inFiles.files} files of ${(inFiles.bytes / 1e6).toFixed(1)} MB, ${(rows.length / 1e6).toFixed(1)} MB of rows, ${log.length} bytes of log`,
    );
  },
);

const namesIn = (content: Buffer, needles: readonly Needle[]) => searchBytes(content, '', needles).map(({ needle }) => needle);

/** 48 bytes out of a picture: no two are alike. */
const slice = (picture: Buffer, part: number) => {
  const at = Math.floor(picture.length * part);
  return picture.subarray(at, at + 48);
};

/** Runs in the page: the browser shows nobody the files of a request, so they are copied where the page hands them over. */
function watchUploads(): void {
  const real = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const body = request[1]?.body;
    const { sent } = window as Window & { sent?(base64: string): void };
    for (const file of body instanceof FormData ? body.values() : []) {
      if (file instanceof Blob)
        sent?.(btoa(Array.from(new Uint8Array(await file.arrayBuffer()), (byte) => String.fromCharCode(byte)).join('')));
    }
    return real(...request);
  };
}

/** Every row of every table, as PostgreSQL writes it. */
async function allRows(folder: string): Promise<Buffer> {
  const database = new PGlite(folder);
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await database.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  await database.close();
  return Buffer.from(texts.join('\n'));
}
