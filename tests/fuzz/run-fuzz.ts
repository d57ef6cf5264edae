import { Agent } from 'node:http';
import { chance as chanceOf } from '../chaos/chance.ts';
import { makeRequest, type Operation } from './requests.ts';
import { isProblem, send, type Answer } from './send.ts';
import { shapes as shapesOf, type Schema } from './shapes.ts';
import { watchState } from './state.ts';
import { makeWorld, SECRET_MARK, type World } from './world.ts';

export interface FuzzResult {
  requests: number;
  operations: number;
  /** How often each status came. */
  statuses: Map<number, number>;
  /** Calls that were never answered with success: the fuzzer did not get in. */
  neverSucceeded: string[];
  /** 5xx, broken connections, answers that are no problem+json. */
  failures: string[];
  leaks: string[];
  /** Refused, yet something changed. */
  changes: string[];
}

/** Every call of `/openapi.json`, with requests from right to absurd. */
export async function runFuzz(options: { requests: number; seed: number; say?: (line: string) => void }): Promise<FuzzResult> {
  const world = await makeWorld();
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  try {
    return await fuzz(world, agent, options);
  } finally {
    agent.destroy();
    await world.close();
  }
}

async function fuzz(
  world: World,
  agent: Agent,
  { requests, seed, say }: { requests: number; seed: number; say?: (line: string) => void },
): Promise<FuzzResult> {
  const description = (await (await fetch(`${world.backend.url}/openapi.json`)).json()) as Description;
  const operations = operationsOf(description);
  const chance = chanceOf(seed);
  const shapes = shapesOf(description.components.schemas, chance);
  const state = await watchState(world.backend.context);
  const succeeded = new Set<Operation>();
  const result: FuzzResult = {
    requests,
    operations: operations.length,
    statuses: new Map(),
    neverSucceeded: [],
    failures: [],
    leaks: [],
    changes: [],
  };

  for (let index = 0; index < requests; index += 1) {
    if (index % 200 === 0) {
      await adoptNew(world);
      await state.changed();
    }
    const operation = operations[index % operations.length];
    if (!operation) throw new Error('nothing is described');
    const made = makeRequest(world, operation, shapes, chance);
    const answer = await send(world.backend.url, agent, made).catch((error: unknown): Answer => ({
      status: 0,
      type: '',
      body: String(error),
    }));
    result.statuses.set(answer.status, (result.statuses.get(answer.status) ?? 0) + 1);
    if (answer.status >= 200 && answer.status < 300) succeeded.add(operation);
    const name = `#${index} ${made.method} ${made.path.slice(0, 120)} ${answer.status}`;
    if (answer.status >= 500 || answer.status === 0)
      result.failures.push(`${name}: ${answer.body.slice(0, 200)} ← ${made.body?.slice(0, 300) ?? ''}`);
    else if (answer.status >= 400 && !isProblem(answer))
      result.failures.push(`${name} is no problem+json: ${answer.type} ${answer.body.slice(0, 200)}`);
    if (answer.body.includes(SECRET_MARK)) result.leaks.push(name);
    const changed = await state.changed();
    if (answer.status >= 400 && changed.length > 0)
      result.changes.push(`${name} changed ${changed.join(', ')} ← ${made.body?.slice(0, 300) ?? ''}`);
    if (say && (index + 1) % 2000 === 0) say(`${index + 1} requests`);
  }
  result.neverSucceeded = operations.filter((operation) => !succeeded.has(operation)).map(({ method, path }) => `${method} ${path}`);
  return result;
}

/** Calls end orders and tokens, so new ones come now and then. */
async function adoptNew(world: World): Promise<void> {
  for (let count = 0; count < 4; count += 1) await world.adopt(await world.shop.createOrder());
  for (const order of world.onTheWay) await world.adopt(order);
  const { data } = (await (await world.shop.call('/v1/webhook-endpoints')).json()) as { data: { id: string }[] };
  if (data.length < 3) {
    const made = (await (await world.shop.call('/v1/webhook-endpoints', { body: { url: 'https://hooks.example/new' } })).json()) as {
      id?: string;
    };
    if (made.id !== undefined) world.own.set('whk', [...(world.own.get('whk') ?? []), made.id]);
  }
}

interface Description {
  security?: Record<string, unknown>[];
  components: { schemas: Record<string, Schema> };
  paths: Record<string, Record<string, DescribedOperation>>;
}

interface DescribedOperation {
  security?: Record<string, unknown>[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}

function operationsOf({ paths, security: standard = [] }: Description): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { security = standard, parameters = [], requestBody }]) => ({
      method,
      path,
      security: security.flatMap((entry) => Object.keys(entry)),
      query: parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, required = false, schema = {} }) => ({ name, required, schema })),
      body: requestBody?.content?.['application/json']?.schema ?? null,
    })),
  );
}
