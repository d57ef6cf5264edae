import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** Members that may hold personal data or secrets. They are removed from every log line, down to the third level. */
const secretNames = [
  'applicant',
  'authorization',
  'body',
  'buyer',
  'code',
  'cookie',
  'data',
  'email',
  'firstName',
  'lastName',
  'middleName',
  'passport',
  'phone',
  'secret',
  'session',
  'text',
  'to',
  'token',
  'address',
];

export function createLog(level: string, destination?: DestinationStream): Log {
  const paths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = {
    level,
    base: null,
    redact: { paths, censor: '[removed]' },
    serializers: {
      // An error's message may quote its input. Only class, code and the frames of the stack are logged.
      err: (error: unknown) =>
        error instanceof Error
          ? {
              type: error.name,
              code: 'code' in error ? error.code : undefined,
              at: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)),
            }
          : { type: typeof error },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
