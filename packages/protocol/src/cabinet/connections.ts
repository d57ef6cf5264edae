/** The shop's accounts at other systems: the page «Подключения». */
import * as z from 'zod/mini';
import { instantSchema } from '../values.ts';

const words = z.object({ ru: z.string(), en: z.string() });
/** Longest value: a certificate with its chain. */
const longestValue = 20_000;

export const providerFieldSchema = z.object({
  name: z.string(),
  label: words,
  hint: z.nullable(words),
  /** `secret` and `file` are never sent to the page again. */
  kind: z.enum(['text', 'address', 'choice', 'secret', 'file']),
  choices: z.array(z.object({ value: z.string(), label: words })),
  required: z.boolean(),
  /** What holds while nothing is entered. */
  default: z.nullable(z.string()),
});
export type ProviderFieldView = z.infer<typeof providerFieldSchema>;

export const connectionSchema = z.object({
  /** What is no secret. */
  values: z.record(z.string(), z.string()),
  /** Names of the secret fields that have a value. */
  held: z.array(z.string()),
  changedAt: instantSchema,
  /** When the present values were last tried. */
  checkedAt: z.nullable(instantSchema),
  /** What the last check found wrong. */
  failure: z.nullable(words),
  enabled: z.boolean(),
  /** What the head copies to the other system. */
  addresses: z.array(z.object({ label: words, value: z.string() })),
  /** Lines of the journal that wait for another attempt, and that do not. */
  waiting: z.int(),
  refused: z.int(),
});
export type ConnectionView = z.infer<typeof connectionSchema>;

export const providerSchema = z.object({
  provider: z.string(),
  kind: z.enum(['lender', 'receipts', 'crm', 'accounting', 'builder']),
  title: z.string(),
  /** Where the values are found. */
  note: z.nullable(words),
  /** Whether something can be mapped (`GET …/mapping`). */
  mapped: z.boolean(),
  fields: z.array(providerFieldSchema),
  live: z.nullable(connectionSchema),
  test: z.nullable(connectionSchema),
});
export type ProviderView = z.infer<typeof providerSchema>;
export const providerListSchema = z.object({ data: z.array(providerSchema) });

export const connectionAddressSchema = z.strictObject({ provider: z.string().check(z.maxLength(40)), mode: z.enum(['live', 'test']) });

/** A secret field that is left out keeps its value. */
export const changeConnectionSchema = z.strictObject({
  values: z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(longestValue))),
});

export const switchConnectionSchema = z.strictObject({
  enabled: z.optional(z.boolean()),
  mapping: z.optional(z.record(z.string().check(z.maxLength(80)), z.string().check(z.maxLength(200)))),
});

export const connectionMappingSchema = z.object({
  /** Why the other system could not be read. */
  failure: z.nullable(words),
  data: z.array(
    z.object({
      name: z.string(),
      label: words,
      hint: z.nullable(words),
      choices: z.array(z.object({ value: z.string(), label: z.string() })),
      value: z.string(),
    }),
  ),
});
export type ConnectionMapping = z.infer<typeof connectionMappingSchema>;

export const journalLineIdSchema = z.string().check(z.regex(/^evt_[0-9A-Za-z]{8,64}$/));
export const connectionJournalSchema = z.object({
  data: z.array(
    z.object({
      id: journalLineIdSchema,
      at: instantSchema,
      act: z.string(),
      outcome: z.enum(['done', 'refused', 'again']),
      orderId: z.nullable(z.string()),
      /** The order's number, as people call it. */
      number: z.nullable(z.string()),
      attempts: z.int(),
      /** Whether «Повторить» makes it again. */
      repeatable: z.boolean(),
      detail: z.nullable(z.string()),
    }),
  ),
});
export type ConnectionJournal = z.infer<typeof connectionJournalSchema>;
