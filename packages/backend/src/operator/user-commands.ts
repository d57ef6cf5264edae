import { roles, type Role } from '@installment-button/protocol/cabinet/access';
import { invite } from '../cabinet/access/invite.ts';
import { emailCalls } from '../messages/outbox.ts';
import { done, requiredText, UsageError, type Command } from './command.ts';

export const createUserCommand: Command = {
  name: 'user create',
  usage: 'user create --shop shp_… --email NAME@SHOP --role head|manager [--language ru|en] [--json]',
  options: {
    shop: { type: 'string' },
    email: { type: 'string' },
    role: { type: 'string' },
    language: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(context, values) {
    const role = roleOf(requiredText(values, 'role'));
    const language = values.language === undefined || values.language === 'ru' ? 'ru' : 'en';
    await context.queue.declare([emailCalls.name]);
    const { userId, link } = await invite(context, {
      shopId: requiredText(values, 'shop'),
      email: requiredText(values, 'email'),
      role,
      language,
      by: 'operator',
    });
    if (values.json === true) return done(JSON.stringify({ userId, link }));
    return done(
      [
        `User  ${userId}`,
        `Link  ${link ?? ''}`,
        'The link sets the password. It opens once, within seven days, and went out by e-mail too.',
      ].join('\n'),
    );
  },
};

function roleOf(text: string): Role {
  const role = roles.find((known) => known === text);
  if (!role) throw new UsageError(`--role must be one of ${roles.join(', ')}`);
  return role;
}
