import type { z } from 'zod';
import { header, json, jsonBody, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';

export function read<Schema extends z.ZodType>(request: WireRequest, schema: Schema): { value: z.output<Schema> } | { answer: WireAnswer } {
  const parsed = schema.safeParse(jsonBody(request));
  if (parsed.success) return { value: parsed.data };
  const details = Object.fromEntries(
    parsed.error.issues.flatMap((issue): [string, string][] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [[...issue.path, key].join('.'), 'Неизвестное поле'])
        : [[issue.path.join('.'), issue.message]],
    ),
  );
  return { answer: refused(request, 400, 'Ошибка валидации', details) };
}

export const refused = (
  request: WireRequest,
  status: number,
  message: string,
  details: Readonly<Record<string, string>> = {},
): WireAnswer =>
  json(status, { code: status, errorDetailCode: 'SANDBOX', message, correlationId: header(request, 'x-correlation-id') ?? '', details });
export const gateway = (status: number, description: string): WireAnswer => json(status, { type: 'error', description });
export const tooMany = (): WireAnswer => json(429, { type: 'error', description: 'Too Many Requests' }, { 'x-retry-after': '1' });
