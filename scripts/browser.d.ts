/** A Chromium that can be started: hand both to `playwright-core`'s `chromium.launch()`. */
export interface Browser {
  executablePath: string;
  args: string[];
}
/** Finds a Chromium: `CHROME_PATH`, else one on `PATH`, else the one that comes through npm. */
export declare function findBrowser(): Promise<Browser>;
