import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Attempt } from './attempt.ts';

/** Counts how often it was asked to redraw. */
const aHost = () => ({
  updates: 0,
  updateComplete: Promise.resolve(true),
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate() {
    this.updates += 1;
  },
});

describe('an attempt', () => {
  it('is busy from the press to the answer, and the element is drawn at both', async () => {
    const host = aHost();
    const attempt = new Attempt(host);
    const answer = Promise.withResolvers<void>();
    const done = attempt.run(() => answer.promise);
    assert.equal(attempt.busy, true);
    const drawnAtTheStart = host.updates;
    assert.ok(drawnAtTheStart > 0);
    answer.resolve();
    assert.equal(await done, true);
    assert.equal(attempt.busy, false);
    assert.ok(host.updates > drawnAtTheStart);
  });

  it('sends one request for two presses', async () => {
    const attempt = new Attempt(aHost());
    const answer = Promise.withResolvers<void>();
    let sent = 0;
    const press = () =>
      attempt.run(() => {
        sent += 1;
        return answer.promise;
      });
    const presses = [press(), press()];
    answer.resolve();
    assert.deepEqual(await Promise.all(presses), [true, false]);
    assert.equal(sent, 1);
  });

  it('lets acts with other names run at the same time', async () => {
    const attempt = new Attempt(aHost());
    const csv = Promise.withResolvers<void>();
    const first = attempt.run(() => csv.promise, 'csv');
    assert.equal(await attempt.run(() => Promise.resolve(), 'xlsx'), true);
    assert.deepEqual([attempt.isBusy('csv'), attempt.isBusy('xlsx'), attempt.busy], [true, false, true]);
    csv.resolve();
    await first;
    assert.equal(attempt.busy, false);
  });

  it('keeps the failure, and whose it is, until the next act starts', async () => {
    const attempt = new Attempt(aHost());
    const refusal = new Error('refused');
    assert.equal(await attempt.run(() => Promise.reject(refusal), 'save'), false);
    assert.deepEqual([attempt.failure, attempt.failed, attempt.busy], [refusal, 'save', false]);
    const next = attempt.run(() => Promise.resolve());
    assert.deepEqual([attempt.failure, attempt.failed], [null, null]);
    await next;
  });

  it('treats an act that throws before its first request like any other failure', async () => {
    const attempt = new Attempt(aHost());
    const broken = new Error('broken');
    const act = (): Promise<void> => {
      throw broken;
    };
    assert.equal(await attempt.run(act), false);
    assert.equal(attempt.failure, broken);
  });

  it('shows and forgets what the element found by itself', () => {
    const attempt = new Attempt(aHost());
    attempt.fail('no slots left', 'slots');
    assert.deepEqual([attempt.failure, attempt.failed], ['no slots left', 'slots']);
    attempt.clear();
    assert.deepEqual([attempt.failure, attempt.failed], [null, null]);
  });
});
