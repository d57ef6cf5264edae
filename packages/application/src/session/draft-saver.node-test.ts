import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { Draft } from '@installment-button/protocol/session-view';
import { DraftSaver, type Saving } from './draft-saver.ts';

mock.timers.enable({ apis: ['setTimeout'] });

let draft: Draft;
let saved: Draft[];
let states: Saving[];
let answer: () => Promise<void>;
let saver: DraftSaver;

beforeEach(() => {
  draft = { applicant: {} };
  saved = [];
  states = [];
  answer = () => Promise.resolve();
  saver = new DraftSaver({
    read: () => draft,
    save: async (next) => {
      await answer();
      saved.push(next);
    },
    onChange: (state) => states.push(state),
  });
});

const type = (lastName: string) => {
  draft = { applicant: { lastName } };
  saver.touch();
};
const turns = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

test('saves a second after typing stops, once', async () => {
  for (const text of ['С', 'Со', 'Сок']) {
    type(text);
    mock.timers.tick(600);
  }
  assert.deepEqual(saved, []);
  mock.timers.tick(400);
  await turns();
  assert.deepEqual(saved, [{ applicant: { lastName: 'Сок' } }]);
  assert.equal(states.at(-1), 'saved');
});

test('on blur it saves at once, and what the server has is not sent again', async () => {
  type('Соколова');
  await saver.flush();
  await saver.flush();
  assert.equal(saved.length, 1);
  saver.known({ applicant: { lastName: 'Иванова' } });
  draft = { applicant: { lastName: 'Иванова' } };
  await saver.flush();
  assert.equal(saved.length, 1);
});

test('what is typed during a save is saved after it, and «saved» waits for that', async () => {
  let release = () => {};
  answer = () => new Promise((resolve) => (release = resolve));
  type('Сок');
  const first = saver.flush();
  await turns();
  type('Соколова');
  release();
  await first;
  assert.equal(states.at(-1), 'changed');
  answer = () => Promise.resolve();
  await saver.flush();
  assert.deepEqual(
    saved.map(({ applicant }) => applicant.lastName),
    ['Сок', 'Соколова'],
  );
  assert.equal(states.at(-1), 'saved');
});

test('a failed save is told and sent again with the next', async () => {
  answer = () => Promise.reject(new Error('offline'));
  type('Соколова');
  await saver.flush();
  assert.equal(states.at(-1), 'failed');
  answer = () => Promise.resolve();
  await saver.flush();
  assert.equal(saved.length, 1);
});

test('a page that goes does not wait for the save under way', async () => {
  answer = () => new Promise(() => {});
  type('Сок');
  void saver.flush();
  await turns();
  type('Соколова');
  answer = () => Promise.resolve();
  await saver.flush({ leaving: true });
  assert.deepEqual(saved, [{ applicant: { lastName: 'Соколова' } }]);
});
