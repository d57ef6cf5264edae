import { ApiError } from './api-error.ts';

/** Idempotency keys. A command whose answer was lost is sent again with the same key; a new act gets a new key. */
export class CommandKeys {
  private readonly keys = new Map<string, string>();

  /** @param command the act with everything that it sends */
  async once<Answer>(command: string, send: (key: string) => Promise<Answer>): Promise<Answer> {
    const key = this.keys.get(command) ?? crypto.randomUUID();
    this.keys.set(command, key);
    try {
      const answer = await send(key);
      this.keys.delete(command);
      return answer;
    } catch (error) {
      if (!(error instanceof ApiError && error.passing)) this.keys.delete(command);
      throw error;
    }
  }
}
