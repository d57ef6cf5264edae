import { chromiumEngine } from './chromium.ts';
import type { System } from '../support/start-system.ts';

/** A browser engine on which the whole way is tried before a release. */
export interface Engine {
  name: string;
  /** Starts it, or returns in words what is missing on this machine. */
  start(): Promise<StartedEngine | { missing: string }>;
}

export interface StartedEngine {
  version: string;
  /** From the click on the shop's button to the signature. Resolves with what went wrong beside it: errors of the console, uncaught exceptions. */
  buys(system: System): Promise<string[]>;
  close(): Promise<void>;
}

/** The floor first: Chromium 109 is the last for Windows 7 and 8.1. */
export const engines: readonly Engine[] = [
  chromiumEngine('109.0.6'),
  chromiumEngine('111.0.0'),
  chromiumEngine('114.0.0'),
  chromiumEngine('119.0.2'),
];
