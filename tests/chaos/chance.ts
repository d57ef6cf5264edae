/** Pseudo-random numbers that a seed repeats (mulberry32). */
export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number of these, both ends included. */
  between(least: number, most: number): number;
  oneOf<Thing>(things: readonly Thing[]): Thing;
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    oneOf(things) {
      const [first] = things;
      if (first === undefined) throw new Error('nothing to choose from');
      return things[Math.floor(next() * things.length)] ?? first;
    },
  };
}
