import type { Chance } from '../chaos/chance.ts';

/** As much of JSON Schema as `/openapi.json` uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
}

export interface Shapes {
  /** A value that the schema takes, as far as can be guessed. `words`: known ids and texts, tried where a pattern asks for one. */
  valid(schema: Schema, words: readonly string[]): unknown;
}

const texts = ['Холодильник', 'а', '79000000017', '+79000000017', '123456', '2030-01-10', '10:00', 'https://shop.example/return', 'RUB'];
const formats: Record<string, string> = {
  date: '1990-05-17',
  'date-time': '2030-01-10T10:00:00.000Z',
  email: 'proba@mail.example',
  uri: 'https://shop.example/return',
  uuid: '4b1c3d5e-7a3c-4f0e-9c53-2f6f1f1b6b11',
};

export function shapes(components: Record<string, Schema>, chance: Chance): Shapes {
  const valid = (schema: Schema, words: readonly string[], depth = 0): unknown => {
    if (schema.$ref) return valid(components[schema.$ref.split('/').at(-1) ?? ''] ?? {}, words, depth);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return chance.oneOf(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return valid(chance.oneOf(choices), words, depth);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valid(part, words, depth)));
    switch (Array.isArray(schema.type) ? chance.oneOf(schema.type) : schema.type) {
      case 'object':
        return object(schema, words, depth);
      case 'array':
        return Array.from({ length: chance.between(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)) }, () =>
          valid(schema.items ?? {}, words, depth + 1),
        );
      case 'integer':
      case 'number':
        return number(schema);
      case 'boolean':
        return chance.next() < 0.5;
      case 'null':
        return null;
      default:
        return text(schema, words);
    }
  };

  function object(schema: Schema, words: readonly string[], depth: number): unknown {
    const wanted = Object.entries(schema.properties ?? {}).filter(
      ([name]) => schema.required?.includes(name) === true || (depth < 6 && chance.next() < 0.5),
    );
    return Object.fromEntries(wanted.map(([name, inner]) => [name, valid(inner, words, depth + 1)]));
  }

  function number({ minimum, exclusiveMinimum, maximum }: Schema): number {
    const least = Math.max(minimum ?? exclusiveMinimum ?? 0, -1e9);
    const most = Math.min(maximum ?? 10_000_000, 10_000_000);
    return chance.next() < 0.3 ? least : chance.between(Math.ceil(least), Math.max(Math.ceil(least), Math.floor(most)));
  }

  function text({ pattern, format, minLength = 0, maxLength }: Schema, words: readonly string[]): string {
    if (format !== undefined && formats[format] !== undefined) return formats[format];
    const candidates = [...words, ...texts];
    const fitting = pattern === undefined ? texts : candidates.filter((word) => new RegExp(pattern, 'u').test(word));
    const word = fitting.length > 0 ? chance.oneOf(fitting) : 'x';
    return word.padEnd(minLength, 'x').slice(0, maxLength ?? 10_000);
  }

  return { valid: (schema, words) => valid(schema, words) };
}
