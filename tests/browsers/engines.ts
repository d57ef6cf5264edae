import { chromiumEngine } from './chromium.ts';
import type { Engine } from './engine.ts';
import { firefoxEngine } from './firefox.ts';
import { webkitEngine } from './webkit.ts';

/** The floor first: Chromium 109 is the last for Windows 7 and 8.1. */
export const engines: readonly Engine[] = [
  chromiumEngine('109.0.6'),
  chromiumEngine('111.0.0'),
  chromiumEngine('114.0.0'),
  chromiumEngine('119.0.2'),
  firefoxEngine(),
  webkitEngine(),
];
