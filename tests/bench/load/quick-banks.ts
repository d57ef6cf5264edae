// Banks in a process of their own, so that what they compute is not counted as the backend's: forked with their entries, they approve every
// application at once and check nothing.
import { createServer } from 'node:http';
import { computeOffer } from '@installment-button/protocol/compute-offer';

const WEEK_MS = 7 * 86_400_000;
const count = Number(process.argv[2]);

interface Asked {
  applicationId: string;
  product: 'installment' | 'credit';
  amount: number;
  firstPayment: number;
  term: number;
}

/** The same sum is asked again and again; its offer is computed once. */
const offers = new Map<string, object>();

function offerFor({ product, amount, firstPayment, term }: Asked): object {
  const key = `${product} ${amount} ${firstPayment} ${term}`;
  const known = offers.get(key);
  if (known) return known;
  const now = new Date();
  const offer = {
    id: 'offer-1',
    product,
    ...computeOffer({ product, amount, firstPayment, term, rate: 18, startDate: now.toISOString().slice(0, 10) }),
    signing: ['sms'],
    validUntil: new Date(now.getTime() + WEEK_MS).toISOString(),
  };
  offers.set(key, offer);
  return offer;
}

const ports = await Promise.all(
  Array.from({ length: count }, async () => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const asked = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Asked;
        const body = JSON.stringify({ applicationId: asked.applicationId, decision: 'approved', offers: [offerFor(asked)] });
        response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }),
);
process.send?.({ ports });
process.on('disconnect', () => process.exit());
