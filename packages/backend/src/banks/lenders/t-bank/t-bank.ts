import type { Lender } from '../lender.ts';
import { create } from './create.ts';
import { cancel, commit, read, readNotice } from './calls.ts';
import { provider } from './provider.ts';

/** T-Bank's forma partner API. It has no call for a refund: the shop makes it in T-Bank's cabinet. */
export const tBank: Lender = { provider, create, read, commit, cancel, readNotice };
