/**
 * The checks of `frame-messages.ts` written by hand, because the button has no room for zod. A property test holds the two equal.
 * Imports types, the list of statuses and one number.
 */
import { maxFrameMessageLength } from './frame-message-length.ts';
import type { Connect, FrameToPage, Hello, PageToFrame } from './frame-messages.ts';
import { orderStatuses } from './status.ts';

type Check = (value: unknown) => boolean;

/** What the frame said, or undefined where the data is no message of version 1. */
export function readFrameToPage(data: unknown): FrameToPage | undefined {
  const message = parse(data);
  return isFrameToPage(message) ? message : undefined;
}

/** What the page said, or undefined. The frame itself checks with zod; this one is for tests and for hosts without it. */
export function readPageToFrame(data: unknown): PageToFrame | undefined {
  const message = parse(data);
  return isPageToFrame(message) ? message : undefined;
}

export const isFrameToPage = (value: unknown): value is FrameToPage => message(value, frameToPage);
export const isPageToFrame = (value: unknown): value is PageToFrame => message(value, pageToFrame());

/** The frame's first word, posted to its parent. */
export const isHello = (value: unknown): value is Hello =>
  record(value, {
    source: one('installment'),
    type: one('hello'),
    versions: (list) => Array.isArray(list) && list.length > 0 && list.length < 33 && Array.from<unknown>(list).every(number(1, 1e6, true)),
  });

/** The page's answer, sent along with the port. */
export const isConnect = (value: unknown): value is Connect =>
  record(value, { source: one('installment'), type: one('connect'), version: one(1) });

// Code points, as zod counts them, not UTF-16 units.
const text =
  (max: number, min = 0): Check =>
  (value) =>
    typeof value === 'string' && value.length >= min && [...value].length <= max;
const pattern =
  (shape: RegExp): Check =>
  (value) =>
    typeof value === 'string' && shape.test(value);
const number =
  (min: number, max: number, whole?: boolean): Check =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max && (!whole || Number.isSafeInteger(value));
const one =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const maybe =
  (check: Check, absent?: null): Check =>
  (value) =>
    value === absent || check(value);
const record = (value: unknown, shape: Readonly<Record<string, Check>>): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields: Record<string, unknown> = value as Record<string, unknown>;
  // Own keys only: old libraries on a shop's page add enumerable ones to Object.prototype. hasOwn, because `constructor in shape` is true.
  if (!Object.keys(fields).every((key) => Object.hasOwn(shape, key))) return false;
  return Object.entries(shape).every(([key, check]) => check(fields[key]));
};
const nested =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value) =>
    record(value, shape);

const status = one(...orderStatuses);
const order = pattern(/^ord_[0-9A-Za-z]{8,64}$/);
const session = pattern(/^ses_ord_[0-9A-Za-z]{8,64}_[\w-]{16,128}$/);

/** From the frame to the page, by type. */
const frameToPage: Readonly<Record<string, Check>> = {
  ready: nested({}),
  resize: nested({ height: number(0, 1e5), layout: one('form', 'comparison') }),
  status: nested({
    orderId: order,
    externalId: maybe(text(128), null),
    status,
    previousStatus: maybe(status, null),
    sequence: number(0, Number.MAX_SAFE_INTEGER, true),
    at: text(40, 1),
  }),
  close: nested({ reason: one('done', 'dismissed', 'other-payment') }),
  restart: nested({ orderId: order, session }),
  error: nested({ code: pattern(/^[a-z][a-z_]{0,63}$/), message: text(1000) }),
};

/** From the page to the frame, by type. A function, so that a bundle that never reads this direction leaves it out. */
const pageToFrame = (): Readonly<Record<string, Check>> => ({
  init: nested({
    locale: one('ru', 'en'),
    theme: one('light', 'dark'),
    accent: maybe(text(128)),
    radius: maybe(number(0, 64)),
    buyer: maybe(
      nested({
        lastName: maybe(text(100)),
        firstName: maybe(text(100)),
        middleName: maybe(text(100)),
        phone: maybe(text(32)),
        email: maybe(text(254)),
      }),
    ),
    term: maybe(number(1, 360, true)),
    safeAreaBottom: number(0, 1000),
  }),
  'close-request': nested({ cause: one('escape', 'back', 'method') }),
});

function message(value: unknown, payloads: Readonly<Record<string, Check>>): boolean {
  const type = (value as { type?: unknown } | null | undefined)?.type;
  const payload = typeof type === 'string' && Object.hasOwn(payloads, type) && payloads[type];
  return !!payload && record(value, { version: one(1), id: number(1, Number.MAX_SAFE_INTEGER, true), type: () => true, payload });
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string' || data.length > maxFrameMessageLength) return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
