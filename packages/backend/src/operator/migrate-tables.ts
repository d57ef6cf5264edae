import { migrate } from '../migrations/index.ts';
import { done, type Command } from './command.ts';

/** Opening the database brings its tables up to date, so what is left to say is that they are. */
export const migrateTables: Command = {
  name: 'migrate',
  usage: 'migrate',
  options: {},
  async run(context) {
    await migrate(context.sql);
    return done('The tables are up to date.');
  },
};
