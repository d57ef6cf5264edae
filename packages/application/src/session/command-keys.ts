import { ApiError } from './api-error.ts';

/** Idempotency keys: a command whose answer was lost is sent again with its key; a new act gets a new one. */
export class CommandKeys {
  private readonly keys = new Map<string, string>();

  /** @param command names the act and all that it says */
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
