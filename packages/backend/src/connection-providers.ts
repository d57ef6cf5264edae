import { lenderProviders } from './banks/lenders/lenders.ts';
import type { Provider } from './connections/provider.ts';
import type { Context } from './context.ts';
import { oneCProvider } from './integrations/accounting/one-c-provider.ts';
import { crmProviders } from './integrations/crm/sync-deal.ts';
import { issuers } from './receipts/providers.ts';
import { repeatReceipt } from './receipts/repeat.ts';

const cashRegisters = [...issuers.values()].map(({ provider }) => ({ ...provider, repeat: repeatReceipt }));

/** Every system in which a shop can have an account, from all modules. The cabinet's page «Подключения» shows them. */
export const connectionProviders: readonly Provider<Context>[] = [...lenderProviders, ...cashRegisters, ...crmProviders, oneCProvider];
