/** A request that the server must take. */
export interface RightRequest {
  method: string;
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  /** Sent as it is, in place of a body. */
  raw?: Buffer;
  /** Credential and what goes with it. */
  headers: Record<string, string>;
}

export interface DeepCall {
  /** As people read it: `POST /v1/orders/{id}/confirm`. */
  name: string;
  /** Tables in which a refusal leaves a trace on purpose. */
  traces?: string[];
  /** Makes what the call needs, an order in the right state for one, and the right request for it. */
  right(): Promise<RightRequest> | RightRequest;
}
