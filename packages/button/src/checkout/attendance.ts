import type { InstallmentButton, Progress } from '../installment-button.ts';

/** One button as the checkout sees it. */
export interface Attendance {
  readonly element: InstallmentButton;
  readonly now: Progress;
  /** Writes how things stand, and has it drawn. */
  tell(progress: Progress): void;
}
