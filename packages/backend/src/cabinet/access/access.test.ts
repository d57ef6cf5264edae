import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Me, NewSecondFactor, PasswordLink } from '@installment-button/protocol/cabinet/access';
import { MINUTE } from '../../platform/clock.ts';
import type { Mail } from '../../context.ts';
import { cabinetFetch, cookieOf, openMember, signedIn, type Member } from '../../testing/member.ts';
import { openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { waitFor } from '../../testing/wait-for.ts';

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

describe('signing in to the cabinet', () => {
  // The queue keeps its own time: it would work through every second of a week.
  let passed = 0;
  const now = () => new Date(Date.now() + passed);
  const passes = (milliseconds: number) => (passed += milliseconds);
  let backend: TestBackend;
  let shop: TestShop;
  let address = 0;

  before(async () => {
    backend = await startTestBackend({ clock: { now } });
    shop = await openTestShop(backend);
  });
  after(() => backend.close());

  /** From an address of its own, so that one test's wrong tries do not close another's door. */
  function signIn(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    address += 1;
    return cabinetFetch(backend, '/sign-in', { body, headers: { 'x-forwarded-for': `203.0.113.${address % 250}`, ...headers } });
  }

  const passwordOf = ({ email, password }: Member) => ({ email, password });

  it('opens with e-mail and password, whatever the case of the e-mail', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const response = await signIn({ email: ` ${manager.email.toUpperCase()} `, password: manager.password });
    assert.equal(response.status, 200);
    const me = (await response.json()) as Me;
    assert.deepEqual([me.role, me.email, me.shop.id, me.modes], ['manager', manager.email, shop.id, ['live']]);
    const again = signedIn(backend, { ...manager, cookie: cookieOf(response) });
    assert.equal((await again.gets<Me>('/me')).id, manager.userId);
  });

  it('gives a cookie that scripts cannot read', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const [cookie = ''] = (await signIn(passwordOf(manager))).headers.getSetCookie();
    assert.match(cookie, /; Path=\/;/);
    assert.match(cookie, /; HttpOnly/);
    assert.match(cookie, /; SameSite=Lax/);
  });

  it('makes the cookie secure in production, under a name that no other page can set', async () => {
    const production = await startTestBackend({ config: { production: true }, engine: 'embedded' });
    try {
      const there = await openTestShop(production);
      const manager = await openMember(production, there.id, 'manager');
      const response = await cabinetFetch(production, '/sign-in', { body: passwordOf(manager) });
      assert.match(response.headers.getSetCookie()[0] ?? '', /^__Host-cabinet=.*; Path=\/; HttpOnly; Secure; SameSite=Lax/);
    } finally {
      await production.close();
    }
  });

  it('tells nothing of whether an e-mail is known', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const wrong = await signIn({ email: manager.email, password: 'a wrong password' });
    const unknown = await signIn({ email: 'nobody@shop.example', password: 'a wrong password' });
    const [one, other] = [await wrong.text(), await unknown.text()];
    assert.deepEqual([wrong.status, one], [unknown.status, other]);
    const forgotten = await Promise.all(
      [manager.email, 'nobody@shop.example'].map((email) =>
        cabinetFetch(backend, '/password/forgotten', { body: { email }, headers: { 'x-forwarded-for': '203.0.113.251' } }),
      ),
    );
    assert.deepEqual(
      forgotten.map(({ status }) => status),
      [202, 202],
    );
  });

  it('makes a new session at each sign-in: a cookie that was planted before opens nothing', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const planted = 'cabinet=planted-by-somebody-else';
    const response = await signIn(passwordOf(manager), { cookie: planted });
    assert.notEqual(cookieOf(response), planted);
    assert.equal((await cabinetFetch(backend, '/me', { headers: { cookie: planted } })).status, 401);
    const again = await signIn(passwordOf(manager), { cookie: manager.cookie });
    assert.match(cookieOf(again), /^cabinet=/);
    assert.notEqual(cookieOf(again), manager.cookie, 'a session of one’s own is not used again either');

    // The attacker's own standing session, planted in the victim's browser, stays the attacker's.
    const attacker = await openMember(backend, shop.id, 'manager');
    const victim = await signIn(passwordOf(manager), { cookie: attacker.cookie });
    assert.equal(((await victim.json()) as Me).id, manager.userId);
    assert.notEqual(cookieOf(victim), attacker.cookie);
    assert.equal((await attacker.gets<Me>('/me')).id, attacker.userId);
  });

  it('closes the door to whoever guesses from one address, and opens it after a while', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const headers = { 'x-forwarded-for': '198.51.100.7' };
    const guess = () => signIn({ email: manager.email, password: 'a guess' }, headers);
    const statuses: number[] = [];
    for (let round = 0; round < 10; round += 1) statuses.push((await guess()).status);
    assert.deepEqual(statuses, Array<number>(10).fill(401));
    const closed = await signIn(passwordOf(manager), headers);
    assert.equal(closed.status, 429, 'the right password does not help either');
    assert.ok(Number(closed.headers.get('retry-after')) > 0);
    assert.equal((await signIn(passwordOf(manager))).status, 200, 'from elsewhere the person gets in');
    passes(16 * MINUTE);
    assert.equal((await signIn(passwordOf(manager), headers)).status, 200);
  });

  it('counts all addresses of an IPv6 /64 as one', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 51; round += 1) {
      const response = await signIn(
        { email: `v6-${round}@shop.example`, password: 'a guess' },
        { 'x-forwarded-for': `2001:db8:5:5::${round + 1}` },
      );
      statuses.push(response.status);
    }
    assert.deepEqual([statuses.indexOf(429), statuses.at(0)], [50, 401]);
    assert.equal((await signIn({ email: 'v6@shop.example', password: 'a guess' }, { 'x-forwarded-for': '2001:db8:5:6::1' })).status, 401);
  });

  it('counts guesses that come at once, each of them', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const headers = { 'x-forwarded-for': '198.51.100.8' };
    const answers = await Promise.all(Array.from({ length: 25 }, () => signIn({ email: manager.email, password: 'a guess' }, headers)));
    assert.equal(answers.filter(({ status }) => status === 401).length, 10);
    assert.equal(answers.filter(({ status }) => status === 429).length, 15);
  });

  it('closes the door to a guesser of many e-mails and to guessers of many addresses', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.9' };
    const refused = async (tries: Promise<Response>[]) => (await Promise.all(tries)).filter(({ status }) => status === 429).length;
    const guesses = Array.from({ length: 60 }, (_, round) =>
      signIn({ email: `guess-${round}@shop.example`, password: 'a guess' }, headers),
    );
    assert.equal(await refused(guesses), 10);
    const manager = await openMember(backend, shop.id, 'manager');
    const from = Array.from({ length: 105 }, (_, round) => ({ 'x-forwarded-for': `192.0.2.${round}` }));
    assert.equal(await refused(from.map((place) => signIn({ email: manager.email, password: 'a guess' }, place))), 5);
  });

  it('asks for the app’s code where it is on, and takes each code once', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    await manager.gets('/me/second-factor', { body: { password: 'not the password' }, status: 422 });
    const { secret, qr } = await manager.gets<NewSecondFactor>('/me/second-factor', { body: { password: manager.password } });
    assert.match(qr, /^<svg/);
    const codeNow = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now().getTime() });
    assert.equal((await signIn(passwordOf(manager))).status, 200, 'not asked before a code of it came back');
    await manager.gets('/me/second-factor/confirm', { body: { code: wrongOf(codeNow()) }, status: 422 });
    assert.equal((await manager.gets<Me>('/me/second-factor/confirm', { body: { code: codeNow() } })).secondFactor, true);

    passes(MINUTE);
    const asked = await signIn(passwordOf(manager));
    assert.deepEqual([asked.status, await codeOf(asked)], [401, 'second_factor_needed']);
    assert.equal(asked.headers.getSetCookie().length, 0);
    assert.equal((await signIn({ ...passwordOf(manager), code: wrongOf(codeNow()) })).status, 401);
    const code = codeNow();
    assert.equal((await signIn({ ...passwordOf(manager), code })).status, 200);
    assert.equal((await signIn({ ...passwordOf(manager), code })).status, 401, 'the same code again');
    assert.equal(await codeOf(await signIn({ email: manager.email, password: 'wrong password', code: codeNow() })), 'credentials_wrong');
  });

  it('writes failed sign-ins into the audit log', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const head = await openMember(backend, shop.id, 'head');
    await signIn({ email: manager.email, password: 'a wrong password' });
    await waitFor('the entry', async () => {
      const { data } = await head.gets<{ data: { act: string; subject: string }[] }>('/audit');
      return data.some(({ act, subject }) => act === 'user.sign-in-failed' && subject === manager.userId);
    });
  });

  it('refuses a common password', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const link = await forgets(manager.email);
    const answer = await cabinetFetch(backend, '/password', { body: { token: link.split('#')[1], password: 'пароль123456' } });
    assert.deepEqual(
      [answer.status, ((await answer.json()) as { errors: { code: string }[] }).errors[0]?.code],
      [422, 'password_too_simple'],
    );
  });

  it('ends a session by sign-out, idleness and age', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    await manager.gets('/sign-out', { method: 'POST', status: 204 });
    await manager.gets('/me', { status: 401 });

    const idle = await openMember(backend, shop.id, 'manager');
    passes(119 * MINUTE);
    await idle.gets('/me');
    passes(119 * MINUTE);
    await idle.gets('/me');
    passes(121 * MINUTE);
    await idle.gets('/me', { status: 401 });

    const busy = await openMember(backend, shop.id, 'manager');
    for (let minutes = 0; minutes < 7 * 24 * 60; minutes += 119) {
      await busy.gets('/me');
      passes(119 * MINUTE);
    }
    await busy.gets('/me', { status: 401 });
  });

  it('lists the sessions of a person and ends one of them', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const elsewhere = signedIn(backend, {
      ...manager,
      cookie: cookieOf(await signIn(passwordOf(manager), { 'user-agent': 'Firefox elsewhere' })),
    });
    const { data } = await manager.gets<{ data: { id: string; current: boolean; userAgent: string }[] }>('/me/sessions');
    assert.equal(data.length, 2);
    const other = data.find(({ current }) => !current);
    assert.equal(other?.userAgent, 'Firefox elsewhere');
    const stranger = await openMember(backend, shop.id, 'head');
    await stranger.gets(`/me/sessions/${other?.id}`, { method: 'DELETE', status: 404 });
    await manager.gets(`/me/sessions/${other?.id}`, { method: 'DELETE', status: 204 });
    await elsewhere.gets('/me', { status: 401 });
    await manager.gets('/me');
  });

  it('sends a new password’s link that opens once, for an hour, and ends all sessions', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const link = await forgets(manager.email);
    assert.match(link, /\/cabinet\/password#[\w-]{43}$/);
    const token = link.split('#')[1];
    const view = (await (await cabinetFetch(backend, '/password/link', { body: { token } })).json()) as PasswordLink;
    assert.deepEqual([view.purpose, view.email, view.name], ['reset', manager.email, 'Олег Пробный']);
    const set = (password: string) => cabinetFetch(backend, '/password', { body: { token, password } });
    const simple = await set('aaaaaaaaaaaaaaa');
    assert.deepEqual([simple.status, ((await simple.json()) as { errors: unknown[] }).errors.length], [422, 1]);
    const taken = await set('quite another password');
    assert.equal(taken.status, 200);
    assert.equal((await set('a third long password')).status, 410);
    await manager.gets('/me', { status: 401 });
    assert.equal((await signIn({ email: manager.email, password: manager.password })).status, 401);
    assert.equal((await signIn({ email: manager.email, password: 'quite another password' })).status, 200);

    const late = await forgets(manager.email);
    passes(61 * MINUTE);
    assert.equal((await cabinetFetch(backend, '/password/link', { body: { token: late.split('#')[1] } })).status, 410);
  });

  it('does not let an e-mail stand in for the app', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const { secret } = await manager.gets<NewSecondFactor>('/me/second-factor', { body: { password: manager.password } });
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now().getTime() });
    await manager.gets('/me/second-factor/confirm', { body: { code } });
    const link = await forgets(manager.email);
    const answer = await cabinetFetch(backend, '/password', { body: { token: link.split('#')[1], password: 'quite another password' } });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.getSetCookie().length, 0);
    assert.equal(await codeOf(await signIn({ email: manager.email, password: 'quite another password' })), 'second_factor_needed');
  });

  it('changes a password only for whoever knows the old one', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const change = (current: string, status: number) =>
      manager.gets('/me/password', { body: { current, next: 'quite another password' }, status });
    await change('not the password', 422);
    await change(manager.password, 204);
    await manager.gets('/me');
  });

  it('keeps names, e-mails and places encrypted', async () => {
    const manager = await openMember(backend, shop.id, 'manager');
    const user = await backend.context.sql.selectFrom('users').selectAll().where('id', '=', manager.userId).executeTakeFirstOrThrow();
    const sessions = await backend.context.sql.selectFrom('userSessions').selectAll().where('userId', '=', manager.userId).execute();
    const stored = JSON.stringify([user, sessions]);
    for (const secret of [manager.email, 'Пробный', manager.password, manager.cookie.split('=')[1] ?? '?', '127.0.0.1']) {
      assert.ok(!stored.includes(secret), secret);
    }
    assert.match(user.passwordHash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    for (const line of backend.logLines) assert.ok(!line.includes(manager.email));
  });

  async function forgets(email: string): Promise<string> {
    const before = backend.mails.length;
    await cabinetFetch(backend, '/password/forgotten', {
      body: { email },
      headers: { 'x-forwarded-for': `203.0.113.${(address += 1) % 250}` },
    });
    // The invitation may come as late as that.
    const isIt = ({ to, subject }: Mail) => to === email && subject === 'Новый пароль для кабинета';
    const mail = await waitFor('the e-mail', () => backend.mails.slice(before).find(isIt));
    return /https?:\S+/.exec(mail.text)?.[0] ?? '';
  }
});

const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
