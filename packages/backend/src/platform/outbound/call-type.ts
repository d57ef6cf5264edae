import type { Job } from '../queue/job.ts';
import type { Identity } from './declaration.ts';

/** A kind of call, with the way to enqueue it. */
export interface CallType<Payload, Lane extends string = 'main'> extends Identity<Payload> {
  /** The job of an attempt. Default: the first one, in the lane `main`, at once. */
  job(payload: Payload, options?: { number?: number; lane?: Lane | 'main'; startAfter?: Date }): Job;
}

/** Stands alone where those who enqueue the call cannot import its declaration, lest the imports go in a circle. */
export function callType<Payload, Lane extends string = 'main'>({ name, payload, target }: Identity<Payload>): CallType<Payload, Lane> {
  return {
    name,
    payload,
    target,
    job: (of, { number = 0, lane = 'main', startAfter } = {}) => ({
      queue: queueOfLane(name, lane),
      data: { payload: of, number },
      ...(target ? { target: target(of) } : {}),
      ...(startAfter ? { startAfter } : {}),
    }),
  };
}

/** Each lane is a queue of its own. */
export const queueOfLane = (name: string, lane: string) => (lane === 'main' ? name : `${name}.${lane}`);
