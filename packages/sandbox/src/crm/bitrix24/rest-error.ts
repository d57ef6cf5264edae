import { json, type WireAnswer } from '../../neighbours/wire.ts';

/** A refusal in the portal's words. `error` may be empty, or the integer 0 (crm.item.payment.*). */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly error: string | 0;

  constructor(status: number, error: string | 0, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }

  get body() {
    return { error: this.error, error_description: this.message };
  }
}

export const restErrorAnswer = (error: RestError): WireAnswer => json(error.status, error.body);

export const errors = {
  tooManyRequests: () => new RestError(503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests'),
  operationTimeLimit: () => new RestError(429, 'OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.'),
  overload: () => new RestError(503, 'OVERLOAD_LIMIT', 'REST API is blocked due to overload.'),
  internal: () => new RestError(500, 'INTERNAL_SERVER_ERROR', 'Internal server error'),
  noAuth: () => new RestError(401, 'NO_AUTH_FOUND', 'Wrong authorization data'),
  expiredToken: () => new RestError(401, 'expired_token', 'The access token provided has expired.'),
  invalidToken: () => new RestError(401, 'invalid_token', 'Unable to get application by token'),
  webhookUnknown: () => new RestError(401, 'INVALID_CREDENTIALS', 'Invalid request credentials'),
  insufficientScope: () =>
    new RestError(403, 'insufficient_scope', 'The request requires higher privileges than provided by the access token'),
  wrongAuthType: () => new RestError(403, 'WRONG_AUTH_TYPE', 'Current authorization type is denied for this method'),
  methodNotFound: () => new RestError(404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!'),
  invalidRequest: () => new RestError(400, 'INVALID_REQUEST', 'Invalid request'),
  missingParameter: (name: string) => new RestError(400, '100', `Could not find value for parameter {${name}}`),
  notFound: () => new RestError(400, 'NOT_FOUND', 'Элемент не найден'),
  wrongValue: (name: string) => new RestError(400, 'CRM_FIELD_ERROR_VALUE_NOT_VALID', `Неверное значение поля "${name}"`),
  wrongFilter: (name: string) => new RestError(400, 'INVALID_ARG_VALUE', `Invalid filter: field '${name}' is not allowed in filter`),
  payment: (description: string) => new RestError(400, 0, description),
};
