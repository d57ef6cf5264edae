import { migrate } from '../migrations/index.ts';
import { done, type Command } from './command.ts';

/** Opening the database migrates its tables already; the command reports that they are up to date. */
export const migrateTables: Command = {
  name: 'migrate',
  usage: 'migrate',
  options: {},
  async run(context) {
    await migrate(context.sql);
    return done('The tables are up to date.');
  },
};
