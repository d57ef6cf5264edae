import { randomUUID } from 'node:crypto';
import { json, type WireAnswer } from '../../neighbours/wire.ts';

export interface AtolError {
  error_id: string;
  code: number;
  text: string;
  type: 'system' | 'driver' | 'agent' | 'timeout' | 'unknown';
}

/** The service's own errors, §8.1 of its document: HTTP status, text, and the receipt's status where the error tells one. */
const serviceErrors = {
  1: { http: 400, text: 'Ошибка обработки входящего документа' },
  10: { http: 401, text: 'Передан некорректный токен. Чек не зарегистрирован' },
  11: { http: 401, text: 'Срок действия токена истёк' },
  12: { http: 401, text: 'Неверный логин или пароль' },
  13: { http: 400, text: 'Ошибка валидации входящего запроса. Ошибочные поля' },
  14: { http: 403, text: 'Пользователь заблокирован' },
  20: { http: 401, text: 'Код группы, указанный в запросе, не соответствует токену' },
  21: { http: 401, text: 'Код группы не поддерживает данную версию протокола' },
  30: { http: 400, text: 'Передан некорректный UUID', status: 'fail' },
  31: { http: 400, text: 'Операция не поддерживается' },
  32: { http: 400, text: 'Ошибка валидации входного чека. Ошибочные поля', status: 'fail' },
  33: { http: 400, text: 'В системе существует чек с таким external_id и group_code', status: 'wait' },
  34: { http: 200, text: 'Состояние чека не найдено. Попробуйте позднее', status: 'wait' },
  40: { http: 400, text: 'Некорректный запрос' },
  41: { http: 415, text: 'Некорректный Content-Type' },
  50: { http: 500, text: 'Ошибка сервера' },
} as const;

export type ServiceErrorCode = keyof typeof serviceErrors;

/** One refusal of the service. `more` stands beside the error: the first uuid of code 33, the callback address of code 34. */
export function refuse(code: ServiceErrorCode, now: Date, detail = '', more: Readonly<Record<string, unknown>> = {}): WireAnswer {
  const { http, text, ...rest } = serviceErrors[code];
  const error: AtolError = { error_id: randomUUID(), code, text: detail ? `${text}: ${detail}` : text, type: 'system' };
  return json(http, { ...more, error, ...('status' in rest ? { status: rest.status } : {}), timestamp: atolTime(now) });
}

/** `dd.mm.yyyy HH:MM:SS`, Moscow time. */
export function atolTime(at: Date): string {
  const moscow = new Date(at.getTime() + 3 * 60 * 60_000).toISOString();
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]{8})/.exec(moscow) ?? [];
  return `${day}.${month}.${year} ${time}`;
}
