import * as z from 'zod/mini';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import { refusalInsteadOf401 } from '../platform/security/caller.ts';

/** An error as T-Bank's clients expect it: Russian texts, and one text for each faulty field. */
export interface RefusalBody {
  errors: string[];
  validations: Record<string, string>;
}

export class Refusal extends Error {
  readonly status: number;
  readonly validations: Record<string, string>;

  constructor(status: number, message: string, validations: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.validations = validations;
  }
}

const texts: Record<number, string> = {
  400: 'Запрос составлен неверно',
  401: 'Неверный логин или пароль',
  403: 'Нет доступа',
  404: 'Заявка не найдена',
  409: 'Это действие сейчас невозможно',
  413: 'Запрос слишком большой',
  415: 'Нужен Content-Type: application/json',
  422: 'Это действие сейчас невозможно',
  429: 'Слишком много запросов',
  503: 'Сервис временно недоступен',
};

const byCode: Record<string, string> = {
  illegal_transition: 'В этом статусе заявки действие невозможно',
  bank_call_in_progress: 'Банк ещё не ответил на прошлую команду, повторите через минуту',
  no_bank_for_amount: 'Ни один банк не кредитует такую сумму',
  secret_key_in_browser: 'Пароль API пришёл из браузера. Замените его и храните на сервере',
  return_url_not_allowed: 'Адрес возврата должен быть https и на домене, который зарегистрировал магазин',
};

/** Answers any error in T-Bank's form. Errors of the server are logged too. */
export function sendRefusal(context: Context, error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answered = asRefusal(error);
  const tooOften = answered.status === 401 ? refusalInsteadOf401(request) : undefined;
  const refusal = tooOften ? asRefusal(tooOften) : answered;
  if (refusal.status >= 500) context.log.error({ err: error, requestId: request.id }, 'a request failed');
  const body: RefusalBody = { errors: [refusal.message], validations: refusal.validations };
  const headers = tooOften?.headers ?? (error instanceof Problem ? error.headers : {});
  return reply.code(refusal.status).headers(headers).type('application/json').serializer(JSON.stringify).send(body);
}

function asRefusal(error: FastifyError | Error): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof z.core.$ZodError) {
    const validations = Object.fromEntries(error.issues.map(({ path, message }) => [nameOf(path), message]));
    return new Refusal(400, texts[400] ?? '', validations);
  }
  if (error instanceof Problem) {
    // T-Bank answers 422, not 409, when the order's status forbids the call.
    const status = error.status === 409 ? 422 : error.status;
    const validations = Object.fromEntries(error.fields.map(({ path, message }) => [nameOf(path.split('/').slice(1)), message]));
    return new Refusal(status, byCode[error.code] ?? texts[status] ?? error.message, validations);
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500 ? error.statusCode : 500;
  return new Refusal(status, texts[status] ?? 'Внутренняя ошибка');
}

/** `items`, 0, `price` → `items[0].price`. */
function nameOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, step) => {
    if (/^\d+$/.test(String(step))) return `${name}[${String(step)}]`;
    return name === '' ? String(step) : `${name}.${String(step)}`;
  }, '');
}
