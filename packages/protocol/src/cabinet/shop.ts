/** The head's room: the shop, its keys and origins, webhooks, banks, people, what was done. */
import * as z from 'zod/mini';
import { bankIdSchema, orderIdSchema, userIdSchema, webhookEndpointIdSchema } from '../ids.ts';
import { amountSchema, colourSchema, filledText, instantSchema, originSchema, page, text, webAddressSchema } from '../values.ts';
import { webhookTypeSchema } from '../webhooks.ts';
import { languageSchema, roleSchema } from './access.ts';
import { receiptSettingsSchema } from './receipts.ts';

const logo = z
  .string()
  .check(z.maxLength(200_000), z.regex(/^(https:\/\/\S+|data:image\/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/=]+)$/));
const bic = z.string().check(z.regex(/^\d{9}$/));

export const shopSettingsSchema = z.object({
  name: z.string(),
  logo: z.nullable(z.string()),
  accent: z.nullable(z.string()),
  radius: z.nullable(z.int()),
  origins: z.array(z.string()),
  /** BIC of the bank where the shop's account is. */
  bic: z.nullable(z.string()),
  issuesReceipts: z.boolean(),
  receipts: receiptSettingsSchema,
  autoConfirm: z.object({ on: z.boolean(), upTo: z.nullable(amountSchema), untrusted: z.boolean() }),
  /** Where the button's script is. */
  serviceUrl: z.string(),
});
export type ShopSettings = z.infer<typeof shopSettingsSchema>;

export const changeShopSchema = z.strictObject({
  name: z.optional(filledText(200)),
  logo: z.optional(z.nullable(logo)),
  accent: z.optional(z.nullable(colourSchema)),
  radius: z.optional(z.nullable(z.int().check(z.gte(0), z.lte(26)))),
  bic: z.optional(z.nullable(bic)),
  issuesReceipts: z.optional(z.boolean()),
  receipts: z.optional(receiptSettingsSchema),
  autoConfirm: z.optional(
    z.strictObject({ on: z.boolean(), upTo: z.nullable(z.int().check(z.gte(1), z.lte(10_000_000_000))), untrusted: z.boolean() }),
  ),
});
export type ChangeShop = z.infer<typeof changeShopSchema>;

export const originBodySchema = z.strictObject({ origin: originSchema });

export const keyIdSchema = z.string().check(z.regex(/^key_[0-9A-Za-z]{8,64}$/));
export const keySchema = z.object({
  id: keyIdSchema,
  kind: z.enum(['secret', 'publishable']),
  test: z.boolean(),
  /** A publishable key whole, of a secret one the last four signs. */
  hint: z.string(),
  createdAt: instantSchema,
  usedAt: z.nullable(instantSchema),
  /** Until then a replaced key works on. */
  worksUntil: z.nullable(instantSchema),
});
export type Key = z.infer<typeof keySchema>;
export const keyListSchema = z.object({ data: z.array(keySchema) });
export const newKeySchema = z.strictObject({ kind: z.enum(['secret', 'publishable']), test: z.boolean() });
/** The one answer in which a secret key can be read. */
export const createdKeySchema = z.object({ id: keyIdSchema, key: z.string() });
export type CreatedKey = z.infer<typeof createdKeySchema>;

export const endpointHealthSchema = z.object({
  id: webhookEndpointIdSchema,
  url: z.string(),
  test: z.boolean(),
  types: z.nullable(z.array(z.string())),
  disabledAt: z.nullable(instantSchema),
  failingSince: z.nullable(instantSchema),
  lastSuccessAt: z.nullable(instantSchema),
  /** The last deliveries, the oldest first: taken, failed, under way. */
  last: z.array(z.enum(['succeeded', 'failed', 'pending'])),
  /** The answer to the last try that failed; null: none came. */
  lastFailure: z.nullable(z.object({ status: z.nullable(z.int()), at: instantSchema })),
});
export type EndpointHealth = z.infer<typeof endpointHealthSchema>;
export const endpointListSchema = z.object({ data: z.array(endpointHealthSchema) });
/** One of them, with the order that it tells of. */
export const endpointDeliverySchema = z.object({
  id: z.string(),
  type: z.string(),
  orderId: orderIdSchema,
  number: z.string(),
  state: z.enum(['pending', 'succeeded', 'failed']),
  attempts: z.int(),
  /** Of the last try; where there was none, of its making. */
  at: instantSchema,
  responseStatus: z.nullable(z.int()),
});
export type EndpointDelivery = z.infer<typeof endpointDeliverySchema>;
export const endpointDeliveryListSchema = z.object({ data: z.array(endpointDeliverySchema) });
export const newEndpointSchema = z.strictObject({
  url: webAddressSchema,
  test: z.boolean(),
  types: z.optional(z.array(webhookTypeSchema).check(z.minLength(1), z.maxLength(50))),
});
export const endpointSecretSchema = z.object({ id: webhookEndpointIdSchema, secret: z.string() });
export const endpointTestSchema = z.object({ delivered: z.boolean(), status: z.nullable(z.int()) });

export const bankHealthSchema = z.object({
  id: bankIdSchema,
  name: z.string(),
  test: z.boolean(),
  /** Whether this shop's orders go there. */
  on: z.boolean(),
  /** The bank's own limits, and the narrower ones of this shop. */
  minAmount: amountSchema,
  maxAmount: amountSchema,
  ownMin: z.nullable(amountSchema),
  ownMax: z.nullable(amountSchema),
  state: z.enum(['answers', 'slow', 'silent', 'idle']),
  medianSeconds: z.nullable(z.number()),
});
export type BankHealth = z.infer<typeof bankHealthSchema>;
export const bankHealthListSchema = z.object({ data: z.array(bankHealthSchema) });
export const changeBankSchema = z.strictObject({
  on: z.boolean(),
  ownMin: z.nullable(amountSchema),
  ownMax: z.nullable(amountSchema),
});

export const memberSchema = z.object({
  id: userIdSchema,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  state: z.enum(['active', 'invited', 'disabled']),
  secondFactor: z.boolean(),
  lastSeenAt: z.nullable(instantSchema),
});
export type Member = z.infer<typeof memberSchema>;
export const memberListSchema = z.object({ data: z.array(memberSchema) });
export const inviteSchema = z.strictObject({ email: text(254), role: roleSchema, language: languageSchema });
export const changeMemberSchema = z.strictObject({ role: z.optional(roleSchema), disabled: z.optional(z.boolean()) });

export const auditEntrySchema = z.object({
  id: z.string(),
  at: instantSchema,
  /** A member's name, or `operator`. */
  actor: z.string(),
  act: z.string(),
  subject: z.string(),
  /** What people call it: an order's number, a member's name. */
  subjectName: z.nullable(z.string()),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditListSchema = page(auditEntrySchema);

export const integrationSchema = z.object({
  /** When a page of a registered origin last made an order. */
  buttonSeenAt: z.nullable(instantSchema),
  /** Percent of the last deliveries that arrived. */
  deliveredPercent: z.nullable(z.number()),
  /** A test order that went as far as this. */
  testPurchase: z.object({ created: z.boolean(), submitted: z.boolean(), signed: z.boolean(), delivered: z.boolean() }),
  /** Whether a test purchase can be made: some test bank takes it. */
  testable: z.boolean(),
});
export type Integration = z.infer<typeof integrationSchema>;
export const testPurchaseSchema = z.object({ id: z.string(), link: z.string() });

/** The T-Bank API of the shop; `ids` is null while it is switched off. The showcase id is a secret of the shop's server. */
export const tBankSettingsSchema = z.object({
  ids: z.nullable(z.object({ showcaseId: z.uuid(), widgetId: z.uuid() })),
});
export type TBankSettings = z.infer<typeof tBankSettingsSchema>;
export const switchTBankSchema = z.strictObject({ on: z.boolean() });
export const replaceTBankIdSchema = z.strictObject({ kind: z.enum(['showcase', 'widget']) });
