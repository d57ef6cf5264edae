import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from './en.ts';
import { enLater } from './en-later.ts';
import { ru } from './ru.ts';
import { ruLater } from './ru-later.ts';

const dictionaries = { ru: { ...ru, ...ruLater }, en: { ...en, ...enLater } };

/** Every text with its path; functions are called with plausible values of every number. */
function textsOf(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    return [1, 2, 5, 11, 21].map((count) => [path, String((value as (...values: unknown[]) => unknown)(...valuesFor(path, count)))]);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

function valuesFor(path: string, count: number): unknown[] {
  if (/\.(methods|stillAnswering|withdrawn\.lead)$/.test(path)) return [['один', 'два']];
  if (/\.comparison\.\w+$/.test(path)) return ['«Онега»', '752 ₽', '11 447 ₽'];
  if (/\.(goods)$/.test(path)) return ['Холодильник', count];
  if (/\.longerNote$/.test(path)) return ['на 24 месяца', '2 083 ₽'];
  return [count, count, count];
}

for (const [language, dictionary] of Object.entries(dictionaries)) {
  test(`${language}: no exclamation marks, no straight quotes, no three dots, no U+202F`, () => {
    for (const [path, text] of textsOf(dictionary, language)) assert.doesNotMatch(text, /!|"|\.\.\.|\u202f| - /, `${path}: ${text}`);
  });

  test(`${language}: nothing is empty or undefined`, () => {
    for (const [path, text] of textsOf(dictionary, language)) {
      assert.ok(text.trim(), path);
      assert.doesNotMatch(text, /undefined|\[object|NaN/, path);
    }
  });
}

test('Russian counts as Russian does', () => {
  assert.deepEqual(
    [1, 2, 5, 11, 21, 22].map((count) => ru.months(count)),
    ['1 месяц', '2 месяца', '5 месяцев', '11 месяцев', '21 месяц', '22 месяца'],
  );
  assert.equal(ruLater.offers.heading(1), 'Одно предложение');
  assert.equal(ruLater.offers.heading(3), 'Три предложения');
  assert.equal(ru.code.wrong(1), 'Код не подошёл. Осталась 1 попытка');
  assert.equal(ru.code.wrong(0), 'Код не подошёл. Запросите новый');
  assert.equal(ruLater.consents.send(1), 'Отправить в 1 банк');
  assert.equal(ruLater.consents.send(5), 'Отправить в 5 банков');
  const causes = 'Причину банки не называют, но с другими условиями ответ часто меняется';
  assert.equal(ruLater.rejected.refused.lead(1, 0), `Один банк не одобрил эту анкету. ${causes}`);
  assert.equal(ruLater.rejected.refused.lead(4, 2), `Четыре банка не одобрили эту анкету, два не ответили. ${causes}`);
  assert.equal(ruLater.rejected.refused.lead(21, 0), `21 банк не одобрил эту анкету. ${causes}`);
});
