/** What a page may switch, on the global `Installment`. */
export const switches = {
  /** Logs each step of each button to the console, in plain words. Default: false. */
  debug: false,
};

export function log(...words: unknown[]): void {
  if (switches.debug) console.info('[installment]', ...words);
}
