import { h } from '../dom.ts';
import type { InstallmentButton, Progress } from '../installment-button.ts';
import { serviceOf } from '../service.ts';

/** What the checkout has to do with one button. */
export interface Attendance {
  readonly now: Progress;
  tell(progress: Progress): void;
}

const attendances = new WeakMap<InstallmentButton, Attendance>();

const connected = new Set<string>();

/** From here on the checkout tells the button how things stand. It is called when the buyer comes near, so the connection is opened too. */
export function attend(element: InstallmentButton, now: Progress, tell: Attendance['tell']): void {
  attendances.set(element, { now, tell });
  const href = serviceOf(element);
  if (!href || connected.has(href)) return;
  connected.add(href);
  document.head.append(h('link', { rel: 'preconnect', href }));
}

export function attendanceOf(element: InstallmentButton): Attendance {
  return attendances.get(element) ?? { now: {}, tell() {} };
}
