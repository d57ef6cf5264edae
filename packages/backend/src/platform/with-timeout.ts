/** An act was not done in its time. It may be done yet. */
export class TookTooLong extends Error {
  constructor() {
    super('the act took too long');
    this.name = 'TookTooLong';
  }
}

/** What the act brings, or `TookTooLong`. */
export async function within<Result>(milliseconds: number, act: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TookTooLong()), milliseconds).unref();
  });
  try {
    return await Promise.race([act, late]);
  } finally {
    clearTimeout(timer);
  }
}
