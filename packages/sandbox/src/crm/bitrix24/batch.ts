import { parsePhpForm } from '../php-form.ts';
import type { MethodResult } from './method.ts';
import { RestError } from './rest-error.ts';
import { errors } from './rest-error.ts';
import { isMap, text, type Params } from './rest-call.ts';

const mostCommands = 50;

/** Runs one method for the batch and reports the time that it took. */
export type RunOne = (method: string, params: Params) => { result: MethodResult; time: unknown };

/**
 * batch: always HTTP 200. What failed stands in result_error; commands after the fiftieth and a batch inside a batch come there too.
 * `$result[key]` in a command is replaced by what an earlier one returned. Empty maps are `[]`.
 */
export function runBatch(params: Params, run: RunOne): unknown {
  const commands = params['cmd'];
  if (!isMap(commands) && !Array.isArray(commands)) throw errors.missingParameter('cmd');
  const halt = text(params['halt']) === '1' || params['halt'] === true;
  const parts = {
    result: emptyMap(),
    result_error: emptyMap(),
    result_total: emptyMap(),
    result_next: emptyMap(),
    result_time: emptyMap(),
  };
  for (const [place, [key, command]] of Object.entries(commands).entries()) {
    try {
      if (place >= mostCommands) throw new RestError(405, 'ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded');
      const [method = '', query = ''] = splitOnce(String(command));
      if (/^batch$/i.test(method)) throw new RestError(405, 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage');
      const { result, time } = run(method, asMap(substitute(parsePhpForm(query), parts.result)));
      parts.result[key] = result.result;
      if (result.total !== undefined) parts.result_total[key] = result.total;
      if (result.next !== undefined) parts.result_next[key] = result.next;
      parts.result_time[key] = time;
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      parts.result_error[key] = error.body;
      if (halt) break;
    }
  }
  return Object.fromEntries(Object.entries(parts).map(([name, map]) => [name, asPhpArray(map, Array.isArray(commands))]));
}

const emptyMap = (): Record<string, unknown> => ({});
const asMap = (value: unknown): Params => (isMap(value) ? value : {});

function splitOnce(command: string): string[] {
  const place = command.indexOf('?');
  return place < 0 ? [command] : [command.slice(0, place), command.slice(place + 1)];
}

/** PHP writes an empty map, and a map with the keys 0, 1, 2…, as a list. */
function asPhpArray(map: Record<string, unknown>, listed: boolean): unknown {
  const keys = Object.keys(map);
  const isList = keys.length === 0 || (listed && keys.every((key, place) => key === String(place)));
  return isList ? Object.values(map) : map;
}

function substitute(value: unknown, results: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((part) => substitute(part, results));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, substitute(part, results)]));
  if (typeof value !== 'string') return value;
  return value.replaceAll(/\$result((?:\[[^\]]+\])+)/g, (_match, path: string) => {
    let found: unknown = results;
    for (const [, key = ''] of path.matchAll(/\[([^\]]+)\]/g))
      found = Array.isArray(found) ? found[Number(key)] : isMap(found) ? found[key] : undefined;
    return text(found) ?? '';
  });
}
