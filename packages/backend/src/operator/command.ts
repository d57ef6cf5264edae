import type { ParseArgsOptionsConfig } from 'node:util';
import type { Context } from '../context.ts';

/** What a command says at its end. */
export interface Outcome {
  exitCode: number;
  text: string;
}

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** One command of the operator's shell. It runs in the server when that holds the embedded database, else in the shell itself. */
export interface Command {
  /** As it is typed: `shop create`. */
  name: string;
  usage: string;
  options: ParseArgsOptionsConfig;
  /** True: the configuration's banks must be there. */
  needsBanks?: boolean;
  run(context: Context, values: Values): Promise<Outcome>;
}

/** A wrong call of a command; the shell prints its message and the usage. */
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
