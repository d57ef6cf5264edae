/** Set by `Installment.debug`: each step of each button in plain words, in the console. */
export const debug = { on: false };

export function log(...words: unknown[]): void {
  if (debug.on) console.info('[installment]', ...words);
}
