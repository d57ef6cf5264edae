import * as z from 'zod/mini';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import { refusalInsteadOf401 } from '../platform/security/caller.ts';
import { amountLimits } from './amount-limits.ts';

/** An error as T-Bank's clients expect it: Russian texts, and one text for each faulty field. */
export interface RefusalBody {
  /** Shops' modules show the first one to the merchant and nothing else, so it tells the whole reason. */
  errors: string[];
  validations: Record<string, string>;
}

export class Refusal extends Error {
  readonly status: number;
  readonly validations: Record<string, string>;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, validations: Record<string, string> = {}, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.validations = validations;
    this.headers = headers;
  }
}

/** 400 about fields of the request. */
export function wrongFields(validations: Record<string, string>): Refusal {
  const reasons = Object.entries(validations).map(([field, reason]) => `${field} — ${reason}`);
  return new Refusal(400, `Запрос составлен неверно: ${reasons.join('; ')}`, validations);
}

/** 429 with the time of the next request. */
export function tooOften(message: string, seconds: number): Refusal {
  return new Refusal(429, message, {}, { 'retry-after': String(Math.max(1, Math.ceil(seconds))) });
}

const texts: Record<number, string> = {
  400: 'Запрос составлен неверно',
  401: 'Неверный логин или пароль API',
  403: 'Нет доступа',
  404: 'Заявка не найдена',
  405: 'Этот метод не поддерживается',
  413: 'Запрос слишком большой: не больше 256 КБ',
  415: 'Нужен заголовок Content-Type: application/json',
  422: 'Это действие сейчас невозможно',
  429: 'Слишком много запросов. Повторите позже: через сколько секунд, говорит заголовок Retry-After',
  500: 'Внутренняя ошибка сервиса. Повторите запрос позже',
  503: 'Сервис временно недоступен. Повторите запрос через несколько секунд',
};

const byCode: Record<string, string> = {
  external_id_taken: 'Номер занят другой заявкой магазина',
  illegal_transition: 'В этом статусе заявки действие невозможно',
  bank_call_in_progress: 'Банк ещё не ответил на прошлую команду. Повторите через минуту',
  secret_key_in_browser: 'Пароль API пришёл из браузера. Замените его и храните на сервере',
};

/** Answers any error in T-Bank's form. Errors of the server are logged too. */
export function sendRefusal(context: Context, error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answered = asRefusal(error);
  const instead = answered.status === 401 ? refusalInsteadOf401(request) : undefined;
  const refusal = instead ? asRefusal(instead) : answered;
  if (refusal.status >= 500) context.log.error({ err: error, requestId: request.id }, 'a request failed');
  const body: RefusalBody = { errors: [refusal.message], validations: refusal.validations };
  return reply.code(refusal.status).headers(refusal.headers).type('application/json').serializer(JSON.stringify).send(body);
}

function asRefusal(error: FastifyError | Error): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof z.core.$ZodError) {
    return wrongFields(Object.fromEntries(error.issues.map(({ path, message }) => [nameOf(path), message])));
  }
  if (error instanceof Problem) {
    if (error.code === 'no_bank_for_amount') return new Refusal(422, amountLimits(error.extra['limits']));
    // T-Bank answers 422, not 409, when the order's status forbids the call.
    const status = error.status === 409 ? 422 : error.status;
    return new Refusal(status, byCode[error.code] ?? textOf(status), {}, error.headers);
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500 ? error.statusCode : 500;
  return new Refusal(status, textOf(status));
}

const textOf = (status: number) => texts[status] ?? texts[status < 500 ? 400 : 500] ?? '';

/** `items`, 0, `price` → `items[0].price`. */
function nameOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, step) => {
    if (/^\d+$/.test(String(step))) return `${name}[${String(step)}]`;
    return name === '' ? String(step) : `${name}.${String(step)}`;
  }, '');
}
