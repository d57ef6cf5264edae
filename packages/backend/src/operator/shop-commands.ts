import { createShop } from '../shops/create-shop.ts';
import { switchOff, switchOn } from '../t-bank/ids.ts';
import { record } from '../cabinet/audit.ts';
import { findShop, listShops } from '../shops/store.ts';
import { done, failed, requiredText, textsOf, type Command } from './command.ts';

export const createShopCommand: Command = {
  name: 'shop create',
  usage: 'shop create --name NAME --origin https://shop.example [--origin …] [--test] [--auto-confirm] [--json]',
  options: {
    name: { type: 'string' },
    origin: { type: 'string', multiple: true },
    test: { type: 'boolean' },
    'auto-confirm': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(context, values) {
    const shop = await createShop(context, {
      name: requiredText(values, 'name'),
      origins: textsOf(values, 'origin'),
      test: values.test === true,
      autoConfirm: values['auto-confirm'] === true,
    });
    if (values.json === true) return done(JSON.stringify(shop));
    return done(
      [
        `Shop            ${shop.shopId}`,
        `Secret key      ${shop.secretKey}`,
        `Publishable key ${shop.publishableKey}`,
        'The secret key is shown this once. Keep it on your server.',
      ].join('\n'),
    );
  },
};

export const listShopsCommand: Command = {
  name: 'shop list',
  usage: 'shop list [--json]',
  options: { json: { type: 'boolean' } },
  async run(context, values) {
    const shops = (await listShops(context.sql)).map(({ id, name, origins, autoConfirm, createdAt, keys }) => ({
      shopId: id,
      name,
      origins,
      autoConfirm,
      createdAt: createdAt.toISOString(),
      keys: keys.map(({ kind, test, hint }) => (kind === 'publishable' ? hint : `sk_${test ? 'test' : 'live'}_…${hint}`)),
    }));
    if (values.json === true) return done(JSON.stringify(shops));
    if (shops.length === 0) return done('No shop yet.');
    return done(shops.map((shop) => [shop.shopId, shop.name, shop.origins.join(' '), shop.keys.join(' ')].join('\t')).join('\n'));
  },
};

export const tBankCommand: Command = {
  name: 'shop t-bank',
  usage: 'shop t-bank --shop shp_… [--off] [--json]   (switches the T-Bank API on and prints its ids)',
  options: { shop: { type: 'string' }, off: { type: 'boolean' }, json: { type: 'boolean' } },
  async run(context, values) {
    const shopId = requiredText(values, 'shop');
    if (!(await findShop(context.sql, shopId))) return failed(`There is no shop ${shopId}.`);
    const off = values.off === true;
    const ids = await context.transaction(async (tx) => {
      await record(context, tx, { shopId, actor: 'operator', act: off ? 't-bank.off' : 't-bank.on', subject: shopId });
      return off ? switchOff(context, tx, shopId).then(() => null) : switchOn(context, tx, shopId);
    });
    if (values.json === true) return done(JSON.stringify(ids));
    if (!ids) return done('The T-Bank API is off for this shop. Its ids no longer work.');
    return done(
      [
        `Showcase id ${ids.showcaseId}   (secret: for the shop’s server)`,
        `Widget id   ${ids.widgetId}   (public: for the shop’s pages)`,
      ].join('\n'),
    );
  },
};
