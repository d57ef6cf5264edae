import { sentCodeSchema } from '@installment-button/protocol/buyer-api';
import * as z from 'zod/mini';

/** What the buyer did on the first step, while the phone is not proven and the service may keep nothing. */
const firstStepSchema = z.object({
  phone: z.object({ typed: z.string(), sent: z.nullable(sentCodeSchema) }),
  term: z.nullable(z.number()),
  firstPayment: z.number(),
});
export type FirstStep = z.infer<typeof firstStepSchema>;

/** A reload loses nothing of the first step and goes on with a code that is on its way: the next code could be asked for a minute later only. */
export interface FirstStepMemory {
  read(now: Date): FirstStep | null;
  write(step: FirstStep): void;
  erase(): void;
}

/** Keeps it in the frame's own storage, which the shop's page cannot read. Where the browser refuses storage, nothing is kept. */
export function firstStepMemory(orderId: string, storage: () => Storage = () => sessionStorage): FirstStepMemory {
  const key = `installment-first-step:${orderId}`;
  const ifAllowed = (act: () => void) => {
    try {
      act();
    } catch {
      // The storage is refused or full.
    }
  };
  return {
    read(now) {
      try {
        const step = firstStepSchema.parse(JSON.parse(storage().getItem(key) ?? 'null'));
        const { typed, sent } = step.phone;
        const usable = sent !== null && Date.parse(sent.expiresAt) > now.getTime();
        return { ...step, phone: { typed, sent: usable ? sent : null } };
      } catch {
        return null;
      }
    },
    write: (step) => ifAllowed(() => storage().setItem(key, JSON.stringify(step))),
    erase: () => ifAllowed(() => storage().removeItem(key)),
  };
}
