import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { leastPasswordLength } from '@installment-button/protocol/cabinet/access';
import { fieldProblem } from '../../platform/http/problems.ts';

/** zxcvbn's "safely unguessable": more than 10^8 guesses. */
const LEAST_SCORE = 3;

const russian = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

let estimator: ZxcvbnFactory | undefined;

/** Refuses a password that is short, common, a row of keys, or built from the e-mail or the shop's name. */
export function refuseSimplePassword(password: string, known: string[], path: string): void {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const words = known.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2);
  // The lists know «пароль» and «йцукен» by the Latin letters on the same keys: gfhjkm, qwerty.
  const scores = [password, onLatinKeys(password)].map(
    (text) =>
      estimator?.check(
        text,
        words.flatMap((word) => [word, onLatinKeys(word)]),
      ).score ?? 0,
  );
  if ([...password].length >= leastPasswordLength && Math.min(...scores) >= LEAST_SCORE) return;
  throw fieldProblem(
    path,
    'password_too_simple',
    `A password must have at least ${leastPasswordLength} characters. It must not be common, and must not be built from your e-mail.`,
  );
}

const onLatinKeys = (text: string) => text.toLowerCase().replace(/[а-яё]/g, (letter) => latin[russian.indexOf(letter)] ?? letter);
