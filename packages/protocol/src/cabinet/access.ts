/** The cabinet's doors: signing in, passwords, one's own settings. */
import * as z from 'zod/mini';
import { colourSchema, filledText, instantSchema, text } from '../values.ts';
import { shopIdSchema, userIdSchema } from '../ids.ts';

/** `head`: everything · `manager`: orders and links. */
export const roles = ['head', 'manager'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const languageSchema = z.enum(['ru', 'en']);
export type Language = z.infer<typeof languageSchema>;

export const leastPasswordLength = 10;

const written = { email: text(254), password: text(200) };
/** The six digits of an authenticator app. */
const appCode = z.string().check(z.regex(/^\d{6}$/));
/** The random part of an address that was sent by e-mail. */
const linkToken = z.string().check(z.regex(/^[\w-]{20,100}$/));

export const signInSchema = z.strictObject({ ...written, code: z.optional(appCode) });
export type SignIn = z.infer<typeof signInSchema>;

export const forgottenPasswordSchema = z.strictObject({ email: written.email });

export const openPasswordLinkSchema = z.strictObject({ token: linkToken });
export const passwordLinkSchema = z.object({
  purpose: z.enum(['invitation', 'reset']),
  email: z.string(),
  name: z.string(),
  shop: z.string(),
  language: languageSchema,
});
export type PasswordLink = z.infer<typeof passwordLinkSchema>;

export const setPasswordSchema = z.strictObject({ token: linkToken, password: written.password, name: z.optional(filledText(100)) });
export type SetPassword = z.infer<typeof setPasswordSchema>;

export const noticesSchema = z.strictObject({
  /** E-mail when a contract is signed. */
  signed: z.boolean(),
  /** E-mail when a signed order waits for its confirmation too long. */
  unconfirmed: z.boolean(),
  /** E-mail when a webhook endpoint fails. */
  failing: z.boolean(),
});
export type Notices = z.infer<typeof noticesSchema>;

export const shopBrandSchema = z.object({
  id: shopIdSchema,
  name: z.string(),
  logo: z.nullable(z.string()),
  accent: z.nullable(colourSchema),
  radius: z.nullable(z.number()),
});
export type ShopBrandView = z.infer<typeof shopBrandSchema>;

/** Who is signed in, and where. */
export const meSchema = z.object({
  id: userIdSchema,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  language: languageSchema,
  secondFactor: z.boolean(),
  notices: noticesSchema,
  shop: shopBrandSchema,
  /** Kinds of orders that the shop can have: by its keys. */
  modes: z.array(z.enum(['live', 'test'])),
  /** Every bank there is, in the operator's order. */
  banks: z.array(z.object({ id: z.string(), name: z.string(), test: z.boolean() })),
});
export type Me = z.infer<typeof meSchema>;

export const changeMeSchema = z.strictObject({
  name: z.optional(filledText(100)),
  language: z.optional(languageSchema),
  notices: z.optional(noticesSchema),
});
export type ChangeMe = z.infer<typeof changeMeSchema>;

export const changePasswordSchema = z.strictObject({ current: written.password, next: written.password });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/** What an authenticator app is shown; nothing is asked for until a code of it came back. */
export const newSecondFactorSchema = z.object({ secret: z.string(), uri: z.string(), qr: z.string() });
export type NewSecondFactor = z.infer<typeof newSecondFactorSchema>;
export const confirmSecondFactorSchema = z.strictObject({ code: appCode });
/** Turning the second factor on or off asks for the password. */
export const secondFactorPasswordSchema = z.strictObject({ password: written.password });

export const sessionIdSchema = z.string().check(z.regex(/^ses_[0-9A-Za-z]{8,64}$/));
export const userSessionSchema = z.object({
  id: sessionIdSchema,
  current: z.boolean(),
  createdAt: instantSchema,
  usedAt: instantSchema,
  address: z.string(),
  userAgent: z.string(),
});
export type UserSession = z.infer<typeof userSessionSchema>;
export const userSessionListSchema = z.object({ data: z.array(userSessionSchema) });

/** How the banks answer now; shown before the sign-in, so that a manager sees whether it is they or we. */
export const banksNowSchema = z.object({
  at: instantSchema,
  data: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      state: z.enum(['answers', 'slow', 'silent', 'idle']),
      /** Median of the last hour; null where nothing was asked. */
      medianSeconds: z.nullable(z.number()),
    }),
  ),
});
export type BanksNow = z.infer<typeof banksNowSchema>;
