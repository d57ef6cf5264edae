import { parseArgs } from 'node:util';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import { eraseBuyerCommand, exportBuyerCommand } from './buyer-commands.ts';
import { checkBanks } from './check-banks.ts';
import { failed, UsageError, type Command, type Outcome, type Values } from './command.ts';
import { migrateTables } from './migrate-tables.ts';
import { rotateKeys } from './rotate-keys.ts';
import { createShopCommand, listShopsCommand, tBankCommand } from './shop-commands.ts';
import { createUserCommand } from './user-commands.ts';

export const commands: Command[] = [
  createShopCommand,
  listShopsCommand,
  tBankCommand,
  createUserCommand,
  migrateTables,
  rotateKeys,
  checkBanks,
  eraseBuyerCommand,
  exportBuyerCommand,
];

export interface ParsedCommand {
  command: Command;
  values: Values;
}

/** Finds the command and parses its options. Throws a `UsageError` that says what is wrong. */
export function parseCommand(args: readonly string[]): ParsedCommand {
  const command = commands.find(({ name }) => {
    const words = name.split(' ');
    return words.every((word, index) => args[index] === word);
  });
  if (!command) throw new UsageError(args.length === 0 ? 'no command' : `no command "${args.slice(0, 2).join(' ')}"`);
  try {
    const { values } = parseArgs({ args: args.slice(command.name.split(' ').length), options: command.options, strict: true });
    return { command, values };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'wrong options');
  }
}

/** Runs a command. A refusal becomes its text, so that shell and socket print the same. */
export async function runCommand(context: Context, args: readonly string[]): Promise<Outcome> {
  try {
    const { command, values } = parseCommand(args);
    return await command.run(context, values);
  } catch (error) {
    if (error instanceof UsageError) return { exitCode: 2, text: usage(error.message) };
    if (error instanceof Problem) return failed(error.message);
    throw error;
  }
}

export function usage(fault?: string): string {
  const lines = commands.map((command) => `  ${command.usage}`);
  return [...(fault === undefined ? [] : [`${fault}\n`]), 'Commands:', ...lines].join('\n');
}
