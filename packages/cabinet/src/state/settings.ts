import type { ThemeChoice } from '@installment-button/ui/theme';

/** The settings of this browser, not of the person. */
export interface Settings {
  theme: ThemeChoice;
  mode: 'live' | 'test' | null;
  /** Keys without Ctrl act. WCAG 2.1.4 asks that they can be turned off. */
  singleKeys: boolean;
  /** The browser shows a notification when a contract is signed. */
  browserNotices: boolean;
  sound: boolean;
}

const key = 'installment-cabinet';
const defaults: Settings = { theme: 'auto', mode: null, singleKeys: true, browserNotices: false, sound: false };

export function readSettings(storage: Pick<Storage, 'getItem'>): Settings {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return defaults;
    const known: Partial<Settings> = kept;
    return {
      theme: known.theme === 'light' || known.theme === 'dark' ? known.theme : 'auto',
      mode: known.mode === 'live' || known.mode === 'test' ? known.mode : null,
      singleKeys: known.singleKeys !== false,
      browserNotices: known.browserNotices === true,
      sound: known.sound === true,
    };
  } catch {
    return defaults;
  }
}

export function keepSettings(settings: Settings, storage: Pick<Storage, 'setItem'>): void {
  try {
    storage.setItem(key, JSON.stringify(settings));
  } catch {
    // Without storage the settings last until the tab is closed.
  }
}
