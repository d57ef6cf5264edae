import type { Lender } from '../lender.ts';
import { cancel, commit, create, read, readNotice, refund } from './calls.ts';
import { provider } from './provider.ts';

/** Dolyame: four payments, the first at once. Mutual TLS, Basic, a new correlation id with every call. */
export const dolyame: Lender = { provider, create, read, commit, cancel, refund, readNotice };
