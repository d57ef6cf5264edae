import type { InstallmentErrorCode, InstallmentEventMap, InstallmentOrderStatus, InstallmentStatusDetail } from '../types.ts';

/** An order that the page follows while the page lives: over the frame's port, and by polling where there is no port. */
export interface FollowedOrder {
  id: string;
  session: string;
  status: InstallmentOrderStatus | null;
  readonly service: string;
  /** Where the buyer has the application open. Statuses arrive by themselves from a `frame`, not from a `tab`. */
  shownIn: 'frame' | 'tab' | null;
  /** The application opened there, or closed. */
  show(place: 'frame' | 'tab' | null): void;
  /** Takes a status from the frame or from polling. Only news is told to the page. */
  receive(status: InstallmentStatusDetail): void;
  fire<Name extends keyof InstallmentEventMap>(name: Name, detail: InstallmentEventMap[Name]['detail']): void;
  fail(code: InstallmentErrorCode, message: string): void;
  /** The buyer began anew after a refusal: from now on the successor is followed. */
  restart(id: string, session: string): void;
  /** The session has ended. */
  forget(): void;
  /** Asks the service for the status now. */
  refresh(): Promise<void>;
}

/** Where following starts. */
export interface OrderStart {
  readonly session: string;
  /** Only of a recalled order: the number of the last status that the page was told. */
  readonly sequence?: number | undefined;
}
