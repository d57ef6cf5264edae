import type { Operation } from '../../neighbours/wire.ts';
import type { OAuth } from './oauth.ts';

/** REST under a webhook and under a token, and the OAuth server, which a stand-in has on the same host. */
export function addresses(rest: Operation['answer'], oauth: OAuth): Operation[] {
  const both = (['GET', 'POST'] as const).flatMap((method): Operation[] => [
    { name: 'rest', method, url: '/rest/:method', answer: rest },
    { name: 'rest', method, url: '/rest/:user/:code/:method', answer: rest },
    { name: 'token', method, url: '/oauth/token', answer: (request) => oauth.token(request) },
  ]);
  return [...both, { name: 'authorize', method: 'GET', url: '/oauth/authorize', answer: (request) => oauth.authorize(request) }];
}
