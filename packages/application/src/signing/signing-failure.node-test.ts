import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Signing } from '@installment-button/protocol/session-view';
import { noSigning } from '../testing/service-double.ts';
import { ru } from '../texts/ru.ts';
import { ruLater } from '../texts/ru-later.ts';
import { selectFailure, signingFailure } from './signing-failure.ts';

const texts = { ...ru, ...ruLater };
const failed = (code: string, method: Signing['method'] = 'sms'): Signing => ({ ...noSigning, method, state: 'failed', error: { code } });
const title = (signing: Signing, hasChoice = true) => signingFailure(signing, hasChoice, texts)?.title;

test('a refused signature says that there is no agreement', () => {
  for (const code of ['bank_refused', 'sign_failed']) {
    assert.equal(title(failed(code)), 'Банк не принял подпись');
    assert.match(signingFailure(failed(code), true, texts)?.text ?? '', /Договора нет, вы ничего не должны. Попробуйте ещё раз/);
  }
});

test('with the offer gone, the buyer is sent to another one', () => {
  assert.match(signingFailure(failed('offer_gone'), false, texts)?.text ?? '', /Выберите другое предложение/);
});

test('each other failure has words of its own', () => {
  assert.equal(title(failed('self_id_declined', 'self-id')), 'Проверка по фото не прошла');
  assert.equal(title(failed('slot_taken', 'meeting')), 'Это время только что заняли');
  assert.equal(title(failed('bank_refused', 'meeting')), 'Банк не назначил встречу');
  assert.equal(title(failed('bank_timeout')), 'Банк не ответил на подпись');
  assert.equal(title({ ...noSigning, method: 'meeting', state: 'appointed', error: { code: 'bank_refused' } }), 'Банк не изменил встречу');
});

test('nothing is said where nothing is wrong', () => {
  assert.equal(signingFailure(null, true, texts), null);
  assert.equal(signingFailure(noSigning, true, texts), null);
  assert.equal(signingFailure({ ...noSigning, state: 'retake', error: { code: 'self_id_retake' } }, true, texts), null);
});

test('a choice that failed names the bank and what happened', () => {
  assert.match(selectFailure(failed('offer_gone', null), 'Онега', texts), /^Банк «Онега» отозвал это предложение/);
  assert.match(selectFailure(failed('bank_timeout', null), 'Онега', texts), /^Банк «Онега» не ответил за минуту/);
  assert.match(selectFailure(failed('bank_refused', null), 'Онега', texts), /^Банк «Онега» не смог подготовить договор/);
});
