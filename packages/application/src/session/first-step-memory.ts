import { sentCodeSchema } from '@installment-button/protocol/buyer-api';
import * as z from 'zod/mini';

/** What stands on the first step before the phone is proven and the service may keep it. */
const firstStepSchema = z.object({
  phone: z.object({ typed: z.string(), sent: z.nullable(sentCodeSchema) }),
  term: z.nullable(z.number()),
  firstPayment: z.number(),
});
export type FirstStep = z.infer<typeof firstStepSchema>;

/** So that a reload loses nothing of the first step, and goes on with a code that is under way: another comes only a minute later. */
export interface FirstStepMemory {
  read(now: Date): FirstStep | null;
  write(step: FirstStep): void;
  forget(): void;
}

/** In the frame's own storage, which the shop's page cannot read; where the browser refuses it, nothing is remembered. */
export function firstStepMemory(orderId: string, storage: () => Storage = () => sessionStorage): FirstStepMemory {
  const key = `installment-first-step:${orderId}`;
  const quietly = (act: () => void) => {
    try {
      act();
    } catch {
      // Refused or full.
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
    write: (step) => quietly(() => storage().setItem(key, JSON.stringify(step))),
    forget: () => quietly(() => storage().removeItem(key)),
  };
}
