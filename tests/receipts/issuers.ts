import {
  startAtol,
  startCloudKassir,
  startOrangeData,
  type Fault,
  type FaultKind,
  type ReceiptRecord,
  type StandIn,
} from '@installment-button/sandbox/neighbours';
import type { Values } from '../../packages/backend/src/connections/provider.ts';
import { measures } from '../../packages/backend/src/receipts/issuers/issuer.ts';

export const seller = { inn: '7707083893', email: 'receipts@shop.example', address: 'https://shop.example', taxSystem: 'osn' } as const;

/** A provider's stand-in with the values of a shop's account there. */
export interface Provided {
  name: string;
  inn: string;
  values: Values;
  /** The same with something that the provider refuses. */
  wrong: Values;
  standIn: StandIn;
  receipts: () => readonly ReceiptRecord[];
  /** What it can be told to do wrong, each with the work undone. */
  faults: FaultKind[];
  add(fault: Fault): void;
}

/** All providers of receipts, each ready in no time. */
export async function startIssuers(): Promise<Provided[]> {
  const atol = await startAtol({ processingMs: 1 });
  const kassir = await startCloudKassir({ processingMs: 1 });
  const orange = await startOrangeData({ processingMs: 1 });
  const { ca, client, stranger } = orange.certificates;
  const atolValues = (version: string) => ({
    login: `shop-${version}`,
    password: `secret-${version}`,
    group: `shop_${version}_1`,
    address: `${atol.url}/possystem`,
  });
  const orangeValues = {
    inn: '7727401209',
    certificate: client.cert,
    certificateKey: client.key,
    signingKey: orange.signingKey,
    authority: ca,
    address: orange.url,
    group: 'Main_2',
  };
  const kassirValues = { publicId: 'pk_sandbox', secret: 'sandbox-secret', address: kassir.url };
  const of = (
    name: string,
    standIn: StandIn & { receipts: readonly ReceiptRecord[] },
    values: Values,
    wrong: Values,
    faults: FaultKind[],
    inn: string = seller.inn,
  ): Provided => ({
    name,
    inn,
    values,
    wrong: { ...values, ...wrong },
    standIn,
    receipts: () => standIn.receipts,
    faults,
    add: (fault) => standIn.faults.add(fault),
  });
  const common: FaultKind[] = ['unavailable', 'server-error', 'html', 'reset'];
  return [
    of('atol-v4', atol, atolValues('v4'), { password: 'wrong' }, [...common, 'too-many-requests', 'expired-token']),
    of('atol-v5', atol, atolValues('v5'), { group: 'shop_v4_1' }, [...common, 'too-many-requests', 'expired-token']),
    of('cloudkassir', kassir, kassirValues, { secret: 'wrong' }, [...common, 'too-many-requests']),
    of('orangedata', orange, orangeValues, { certificate: stranger.cert, certificateKey: stranger.key }, common, orangeValues.inn),
  ];
}

export const units = Object.keys(measures) as (keyof typeof measures)[];
