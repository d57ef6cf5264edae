/**
 * What the page and the frame tell each other: `hello` and `connect` by postMessage, the rest as JSON text over the port.
 * `frame-guards.ts` says the same without zod; a property test holds the two equal. Change both or neither.
 */
import * as z from 'zod/mini';
import { maxFrameMessageLength } from './frame-message-length.ts';
import { orderIdSchema, sessionTokenSchema } from './ids.ts';
import { orderStatuses } from './status.ts';

const length = (max: number, min = 0) => z.string().check(z.minLength(min), z.maxLength(max));
const between = (min: number, max: number) => z.number().check(z.gte(min), z.lte(max));

/** Frame → its parent, target `*`: it carries nothing. */
export const helloSchema = z.strictObject({
  source: z.literal('installment'),
  type: z.literal('hello'),
  /** Every version that the frame speaks. */
  versions: z.array(z.int().check(z.gte(1), z.lte(1_000_000))).check(z.minLength(1), z.maxLength(32)),
});
export type Hello = z.infer<typeof helloSchema>;

/** Page → frame, with the MessagePort. */
export const connectSchema = z.strictObject({ source: z.literal('installment'), type: z.literal('connect'), version: z.literal(1) });
export type Connect = z.infer<typeof connectSchema>;

/** Who buys, as far as the shop's page knows; goes over the port only, never to the server. */
export const buyerPrefillSchema = z.strictObject({
  lastName: z.optional(length(100)),
  firstName: z.optional(length(100)),
  middleName: z.optional(length(100)),
  /** In any spelling. */
  phone: z.optional(length(32)),
  email: z.optional(length(254)),
});
export type BuyerPrefill = z.infer<typeof buyerPrefillSchema>;

const message = <Type extends string, Payload extends z.core.$ZodType>(type: Type, payload: Payload) =>
  z.strictObject({
    version: z.literal(1),
    /** Rises with each message of its sender. */
    id: z.int().check(z.gte(1)),
    type: z.literal(type),
    payload,
  });

/** The look and what the page knows already. Sent once the port is there, and again when the theme changes. */
export const initSchema = message(
  'init',
  z.strictObject({
    locale: z.enum(['ru', 'en']),
    /** The element's used color-scheme, resolved by the page: the frame cannot see it. */
    theme: z.enum(['light', 'dark']),
    /** As the shop's style sheet has it, in any notation of CSS: the frame's browser reads it, or finds it to be none. */
    accent: z.optional(length(128)),
    /** Corner radius of controls, CSS px. */
    radius: z.optional(between(0, 64)),
    buyer: z.optional(buyerPrefillSchema),
    /** Preferred term, months. */
    term: z.optional(z.int().check(z.gte(1), z.lte(360))),
    /** CSS px of the page's safe area under the sheet. */
    safeAreaBottom: between(0, 1000),
  }),
);

/** Somebody asked to close: the frame saves the draft and answers `close`. */
export const closeRequestSchema = message('close-request', z.strictObject({ cause: z.enum(['escape', 'back', 'method']) }));

export const pageToFrameSchema = z.discriminatedUnion('type', [initSchema, closeRequestSchema]);
export type PageToFrame = z.infer<typeof pageToFrameSchema>;

/** The frame is drawn: only now does it count as loaded. */
export const readySchema = message('ready', z.strictObject({}));

export const resizeSchema = message(
  'resize',
  z.strictObject({
    /** Height of the content, CSS px. */
    height: between(0, 100_000),
    layout: z.enum(['form', 'comparison']),
  }),
);

export const statusMessageSchema = message(
  'status',
  z.strictObject({
    orderId: orderIdSchema,
    externalId: z.nullable(length(128)),
    status: z.enum(orderStatuses),
    previousStatus: z.nullable(z.enum(orderStatuses)),
    sequence: z.int().check(z.gte(0)),
    /** ISO 8601 in UTC. */
    at: length(40, 1),
  }),
);

export const closeReasons = ['done', 'dismissed', 'other-payment'] as const;
export const closeSchema = message('close', z.strictObject({ reason: z.enum(closeReasons) }));

/** The buyer began anew after a refusal: the page follows the successor from here. */
export const restartSchema = message('restart', z.strictObject({ orderId: orderIdSchema, session: sessionTokenSchema }));

/** An error of the frame; `code` is one of the element's codes, or one that only a newer element knows. */
export const errorSchema = message(
  'error',
  z.strictObject({ code: z.string().check(z.regex(/^[a-z][a-z_]{0,63}$/)), message: length(1000) }),
);

export const frameToPageSchema = z.discriminatedUnion('type', [
  readySchema,
  resizeSchema,
  statusMessageSchema,
  closeSchema,
  restartSchema,
  errorSchema,
]);
export type FrameToPage = z.infer<typeof frameToPageSchema>;

/** The payload of one message of the frame or of the page, by its type. */
export type PayloadOf<Type extends (FrameToPage | PageToFrame)['type']> = Extract<FrameToPage | PageToFrame, { type: Type }>['payload'];

/** Reads what came over the port in the frame: undefined for anything that is no message of version 1. */
export function parsePageToFrame(data: unknown): PageToFrame | undefined {
  return parsePortText(data, pageToFrameSchema);
}

/** The same for the page's side, where zod is at hand. */
export function parseFrameToPage(data: unknown): FrameToPage | undefined {
  return parsePortText(data, frameToPageSchema);
}

function parsePortText<Message>(data: unknown, schema: z.ZodMiniType<Message>): Message | undefined {
  if (typeof data !== 'string' || data.length > maxFrameMessageLength) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return undefined;
  }
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}
