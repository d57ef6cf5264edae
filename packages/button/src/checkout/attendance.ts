import type { InstallmentButton, Progress } from '../installment-button.ts';

/** A dialog or a tab that shows the application. */
export interface View {
  readonly shown: boolean;
  close(): void;
}

/** What the checkout knows of one button. */
export interface Attendance {
  tell(progress: Progress): void;
  view?: View | undefined;
  /** Somebody closed what is not open yet. */
  withdrawn?: boolean;
}

const attendances = new WeakMap<InstallmentButton, Attendance>();

/** From here on the checkout tells the button how things stand. */
export function attend(element: InstallmentButton, tell: Attendance['tell']): void {
  if (!attendances.has(element)) attendances.set(element, { tell });
}

export function attendanceOf(element: InstallmentButton): Attendance {
  return attendances.get(element) ?? { tell() {} };
}
