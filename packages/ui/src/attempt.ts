import type { ReactiveControllerHost } from 'lit';

/**
 * Runs what a person asks of an element, and redraws the element when that begins and ends.
 *
 * ```ts
 * private readonly attempt = new Attempt(this);
 * …
 * button({ label, busy: this.attempt.busy, onPress: () => void this.attempt.run(() => this.save()) })
 * ${this.attempt.failure === null ? nothing : html`<p role="alert">${failureText(this.attempt.failure)}</p>`}
 * ```
 *
 * 1. An act that is under way is not started again: a double press sends one request.
 * 2. Acts with different names run side by side.
 * 3. Each act that starts clears the failure of the act before it.
 */
export class Attempt {
  /** What the last act threw; null while nothing is wrong. Stays until the next act starts. */
  failure: unknown = null;
  /** The name of the act that threw it. */
  failed: string | null = null;
  private readonly running = new Set<string>();
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
  }

  /** Whether any act is under way. */
  get busy(): boolean {
    return this.running.size > 0;
  }

  /** Whether the act with this name is under way. */
  isBusy(name: string): boolean {
    return this.running.has(name);
  }

  /**
   * Runs the act; resolves to whether it succeeded. Never rejects.
   *
   * @param name tells the acts of one element apart (default: all are the same act)
   */
  async run(act: () => Promise<unknown>, name = ''): Promise<boolean> {
    if (this.running.has(name)) return false;
    this.running.add(name);
    this.set(null, null);
    try {
      await act();
      return true;
    } catch (error) {
      this.set(error, name);
      return false;
    } finally {
      this.running.delete(name);
      this.host.requestUpdate();
    }
  }

  /** Shows a failure that the element found by itself. */
  fail(failure: unknown, name = ''): void {
    this.set(failure, name);
  }

  /** Forgets the failure: the person went on to something else. */
  clear(): void {
    this.set(null, null);
  }

  private set(failure: unknown, name: string | null): void {
    this.failure = failure;
    this.failed = name;
    this.host.requestUpdate();
  }
}
