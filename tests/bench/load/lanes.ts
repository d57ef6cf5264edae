/** Runs `act` `count` times, `lanes` of them at once. */
export async function inLanes(lanes: number, count: number, act: () => Promise<unknown>): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (left > 0) {
        left -= 1;
        await act();
      }
    }),
  );
}
