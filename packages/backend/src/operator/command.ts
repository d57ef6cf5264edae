import type { ParseArgsOptionsConfig } from 'node:util';
import type { Context } from '../context.ts';

/** The result of a command. */
export interface Outcome {
  exitCode: number;
  text: string;
}

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** A command of the operator's shell. It runs in the server that holds the embedded database, else in the shell's process. */
export interface Command {
  /** As it is typed, for example `shop create`. */
  name: string;
  usage: string;
  options: ParseArgsOptionsConfig;
  /** True: the command needs BANKS_FILE. */
  needsBanks?: boolean;
  run(context: Context, values: Values): Promise<Outcome>;
}

/** A command was called wrongly: the shell prints this message and the usage. */
export class UsageError extends Error {}

export const done = (text: string): Outcome => ({ exitCode: 0, text });
export const failed = (text: string): Outcome => ({ exitCode: 1, text });

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function requiredText(values: Values, name: string): string {
  const text = textOf(values, name);
  if (text === undefined) throw new UsageError(`--${name} is missing`);
  return text;
}

export function textsOf(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
