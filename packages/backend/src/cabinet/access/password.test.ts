import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../platform/http/problems.ts';
import { isPassword } from './password.ts';

test('a flood of sign-ins waits in a bounded pool: what does not fit is told to come back', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 90 }, () => isPassword(null, 'a guess')));
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
  assert.ok(refused.length > 0 && refused.length < 90, `${refused.length} refused`);
  for (const problem of refused) assert.ok(problem instanceof Problem && problem.status === 503 && problem.headers['retry-after'] === '5');
  assert.equal(await isPassword(null, 'a guess'), false);
});
