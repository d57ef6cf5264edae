import type { Lender } from '../lender.ts';
import { cancel, commit, create, read } from './calls.ts';
import { readNotice } from './notice.ts';
import { provider } from './provider.ts';
import { refund } from './refund.ts';

/** Yandex Split through Yandex Pay's merchant API: Api-Key, and notices signed as JWT. */
export const yandexSplit: Lender = { provider, create, read, commit, cancel, refund, readNotice };
