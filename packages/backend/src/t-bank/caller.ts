import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { noteCaller } from '../platform/security/caller.ts';
import { findSecretKey } from '../shops/credentials.ts';
import type { Creator } from './create-order.ts';
import { findShopOfId } from './ids.ts';
import { tellOfLeakedShowcaseId } from './leaked-showcase-id.ts';
import { Refusal } from './refusal.ts';
import type { CreateRequest } from './wire.ts';

/** Whose orders a Basic login opens. */
export interface Login {
  shopId: string;
  test: boolean;
}

const logins = new WeakMap<FastifyRequest, Login>();

/** `onRequest` of info, commit and cancel: Basic `{showcase or widget id}:{secret key}`; before a demo order's id stands `demo-`. */
export const loginFirst = (context: Context) => async (request: FastifyRequest) => {
  if (request.headers.origin !== undefined) throw new Refusal(403, 'Пароль API пришёл из браузера. Замените его и храните на сервере');
  const basic = /^Basic ([0-9A-Za-z+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const [login = '', ...password] = Buffer.from(basic ?? '', 'base64')
    .toString()
    .split(':');
  const key = await findSecretKey(context, password.join(':'));
  const owner = key ? await findShopOfId(context, login.replace(/^demo-/, '')) : null;
  const test = login.startsWith('demo-');
  // As with T-Bank's one password, a live key opens the demo orders too. A test key opens demo orders only.
  if (!key || key.shop.id !== owner?.shop.id || (key.test && !test)) throw new Refusal(401, 'Неверный логин или пароль');
  noteCaller(request, { kind: 'secret-key', id: key.keyId });
  logins.set(request, { shopId: key.shop.id, test });
};

export function loginOf(request: FastifyRequest): Login {
  const login = logins.get(request);
  if (!login) throw new Refusal(401, 'Неверный логин или пароль');
  return login;
}

/** Who creates on a path of servers: knows the secret showcase id. */
export async function serverCreator(context: Context, request: FastifyRequest, wish: CreateRequest, test: boolean): Promise<Creator> {
  const { shop, kind } = await ownerOf(context, wish);
  if (kind === 'widget')
    throw new Refusal(403, 'Это идентификатор виджета, его видят все. Сервер магазина передаёт идентификатор витрины из кабинета');
  if (request.headers.origin !== undefined) await refuseLeakedShowcaseId(context, shop.id);
  return { shop, test, level: 'showcase' };
}

/** Who creates on a path of pages: knows the public widget id and stands on a registered origin. */
export async function pageCreator(context: Context, request: FastifyRequest, wish: CreateRequest, test: boolean): Promise<Creator> {
  const { shop, kind } = await ownerOf(context, wish);
  if (kind === 'showcase') await refuseLeakedShowcaseId(context, shop.id);
  const { origin } = request.headers;
  if (origin === undefined || !shop.origins.includes(origin)) throw new Refusal(403, 'Домен этой страницы не зарегистрирован у магазина');
  return { shop, test, level: 'page' };
}

/** `shopId` may repeat the id or be anything else. */
async function ownerOf(context: Context, { showcaseId, shopId }: CreateRequest) {
  for (const id of [showcaseId, shopId]) {
    const owner = id ? await findShopOfId(context, id) : null;
    if (owner) return owner;
  }
  throw new Refusal(
    400,
    `Не найдено настроек для витрины ${showcaseId ?? shopId ?? ''}. Возьмите идентификатор в кабинете, в разделе «Интеграция»`,
    {
      showcaseId: 'Не найдено настроек',
    },
  );
}

async function refuseLeakedShowcaseId(context: Context, shopId: string): Promise<never> {
  await tellOfLeakedShowcaseId(context, shopId);
  throw new Refusal(
    403,
    'Идентификатор витрины — секрет сервера магазина, а он пришёл со страницы. Замените его в кабинете; на странице нужен идентификатор виджета',
  );
}
