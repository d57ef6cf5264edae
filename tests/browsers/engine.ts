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
