import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { chance as chanceOf, type Chance } from '../../chaos/chance.ts';
import { isProblem, send, type Answer, type RawRequest } from '../send.ts';
import { watchState, type StateWatch } from '../state.ts';
import { SECRET_MARK } from '../world.ts';
import { buyersCalls } from './buyers-calls.ts';
import { cabinetCalls } from './cabinet-calls.ts';
import { changeOneField } from './one-field.ts';
import { shopsCalls } from './shops-calls.ts';
import type { DeepCall, RightRequest } from './right-request.ts';
import { stages, walkedWorld, type DeepWorld } from './walk.ts';

export interface DeepResult {
  requests: number;
  /** How often each call was answered with success. */
  succeeded: Map<string, number>;
  /** Right requests that were refused. */
  refused: string[];
  failures: string[];
  leaks: string[];
  changes: string[];
}

interface DeepOptions {
  /** How often each call must succeed. */
  times: number;
  seed: number;
  say?: (line: string) => void;
}

/** Of each stage, what the calls below take each time, and a few to spare. */
const takenEachTime = { submitted: 2, offered: 2, approved: 5, appointed: 1, signed: 5, confirmed: 3, settled: 1, rejected: 1 };
const CHANGED_BEFORE_EACH = 6;
/** Stands in what belongs to our shop; the other shop's credential must never read it. */
const ownMarks = /Северный дом|Холодильник/;

/** Every call in the state that it needs: some requests with one field changed, then the right one, which must succeed. */
export async function runDeepFuzz({ times, seed, say = () => undefined }: DeepOptions): Promise<DeepResult> {
  const wanted = Object.fromEntries(stages.map((stage) => [stage, takenEachTime[stage] * times + 2])) as Record<
    (typeof stages)[number],
    number
  >;
  const world = await walkedWorld(wanted, say);
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const fuzzer = new DeepFuzzer(world, agent, chanceOf(seed), await watchState(world.backend.context));
  try {
    for (const call of [...shopsCalls(world), ...buyersCalls(world), ...cabinetCalls(world)]) {
      for (let time = 0; time < times; time += 1) await fuzzer.fuzz(call, time);
      say(`${String(fuzzer.result.succeeded.get(call.name) ?? 0).padStart(4)} successes of ${call.name}`);
    }
    return fuzzer.result;
  } finally {
    agent.destroy();
    await world.close();
  }
}

class DeepFuzzer {
  readonly result: DeepResult = { requests: 0, succeeded: new Map(), refused: [], failures: [], leaks: [], changes: [] };
  readonly #world: DeepWorld;
  readonly #agent: Agent;
  readonly #chance: Chance;
  readonly #state: StateWatch;

  constructor(world: DeepWorld, agent: Agent, chance: Chance, state: StateWatch) {
    this.#world = world;
    this.#agent = agent;
    this.#chance = chance;
    this.#state = state;
  }

  async fuzz(call: DeepCall, time: number): Promise<void> {
    const right = await call.right();
    await this.#state.changed();
    for (let count = 0; count < CHANGED_BEFORE_EACH; count += 1) {
      const changed = withOwnKey(changeOneField(right, this.#chance, this.#world.foreign, this.#world.strangers));
      const { status } = await this.#judge(call, changed);
      // The order is used up, though by a request that differs from the right one.
      if (status < 300 && right.method !== 'GET') return;
    }
    const { status, body } = await this.#judge(call, right);
    if (status >= 300) this.result.refused.push(`${call.name} #${time}: ${status} ${body.slice(0, 300)}`);
  }

  async #judge(call: DeepCall, request: RightRequest): Promise<Answer> {
    const { result } = this;
    const raw = rawOf(request, this.#chance);
    const answer = await send(this.#world.backend.url, this.#agent, raw).catch((error: unknown) => ({
      status: 0,
      type: '',
      body: String(error),
    }));
    result.requests += 1;
    const name = `${call.name} ${answer.status} ← ${raw.path.slice(0, 200)} ${String(raw.body ?? '').slice(0, 300)}`;
    if (answer.status >= 200 && answer.status < 300) result.succeeded.set(call.name, (result.succeeded.get(call.name) ?? 0) + 1);
    if (answer.status >= 500 || answer.status === 0) result.failures.push(`${name} → ${answer.body.slice(0, 200)}`);
    else if (answer.status >= 400 && !isProblem(answer)) result.failures.push(`${name} is no problem+json: ${answer.type}`);
    if (this.#world.strangers.includes(request.headers) ? ownMarks.test(answer.body) : answer.body.includes(SECRET_MARK))
      result.leaks.push(name);
    const changed = (await this.#state.changed()).filter((table) => !call.traces?.includes(table));
    if (answer.status >= 400 && changed.length > 0) result.changes.push(`${name} changed ${changed.join(', ')}`);
    return answer;
  }
}

function rawOf({ method, path, query, body, raw, headers }: RightRequest, chance: Chance): RawRequest {
  const asked = Object.entries(query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`);
  const hex = () => chance.between(1, 65_535).toString(16);
  return {
    method,
    path: asked.length > 0 ? `${path}?${asked.join('&')}` : path,
    headers: {
      'x-forwarded-for': `2001:db8:${hex()}:${hex()}::1`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: raw ?? (body === undefined ? null : JSON.stringify(body)),
  };
}

/** The answer to a changed request is kept under its key, so the right request must have another. */
function withOwnKey(request: RightRequest): RightRequest {
  if (!request.headers?.['idempotency-key']) return request;
  return { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } };
}
