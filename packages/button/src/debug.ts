/** The switches that a page finds on the global `Installment`. */
export const switches = {
  /** Logs each step of each button to the console. Default: false. */
  debug: false,
};

export function log(...words: unknown[]): void {
  if (switches.debug) console.info('[installment]', ...words);
}
