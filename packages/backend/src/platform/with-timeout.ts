/** An act was not done in its time. It may be done yet. */
export class TimedOut extends Error {
  constructor() {
    super('the act took too long');
    this.name = 'TookTooLong';
  }
}

/** What the act brings, or `TookTooLong`. */
export async function withTimeout<Result>(milliseconds: number, act: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimedOut()), milliseconds).unref();
  });
  try {
    return await Promise.race([act, late]);
  } finally {
    clearTimeout(timer);
  }
}
