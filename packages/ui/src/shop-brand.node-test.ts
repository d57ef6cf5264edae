import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrast, formatColour, parseColour, type Rgb } from './colour.ts';
import { accentColours, applyShopBrand } from './shop-brand.ts';

const accents = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }));
const rgb = ([red, green, blue]: readonly number[]): Rgb => [(red ?? 0) / 255, (green ?? 0) / 255, (blue ?? 0) / 255];
const colour = (text: string): Rgb => {
  const parsed = parseColour(text);
  assert.ok(parsed);
  return parsed;
};
/** As it is drawn: rounded to eight bits a part. */
const drawn = (value: Rgb) => colour(formatColour(value));

const papers = { light: ['#ffffff', '#f6f5f1'], dark: ['#141517', '#1b1c1f'] } as const;

for (const theme of ['light', 'dark'] as const) {
  test(`any accent is readable in every state of a button, ${theme}`, () => {
    fc.assert(
      fc.property(accents, (parts) => {
        const { accent, accentHover, accentPressed, onAccent } = accentColours(rgb(parts), theme);
        for (const state of [accent, accentHover, accentPressed]) assert.ok(contrast(drawn(state), drawn(onAccent)) >= 4.5);
      }),
      { numRuns: 2000 },
    );
  });

  test(`any accent is seen as a line and a switch on paper, ${theme}`, () => {
    fc.assert(
      fc.property(accents, (parts) => {
        const { accentMark, onAccentMark } = accentColours(rgb(parts), theme);
        for (const paper of papers[theme]) assert.ok(contrast(drawn(accentMark), colour(paper)) >= 3);
        assert.ok(contrast(drawn(accentMark), drawn(onAccentMark)) >= 4.5);
      }),
      { numRuns: 2000 },
    );
  });
}

test('a shop’s own accent stays its own on a light button', () => {
  fc.assert(fc.property(accents, (parts) => assert.deepEqual(accentColours(rgb(parts), 'light').accent, rgb(parts))));
});

test('a deep green becomes a light green in the dark, and not a grey', () => {
  const { accent } = accentColours(colour('#0f5c4a'), 'dark');
  const [red, green, blue] = accent;
  assert.ok(green > red * 1.4 && green > blue);
});

test('what is no colour and no radius counts as none', () => {
  for (const accent of ['red', '#12345', 'url(https://evil.example)', '#fff;background:red', 'rgb(0 0 0)', '']) {
    assert.equal(parseColour(accent), null);
  }
  for (const radius of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    const written = writtenBy({ accent: 'red', radius });
    assert.equal(written.size, 0);
  }
  assert.equal(writtenBy({ radius: 999 }).get('--brand-radius'), '26px');
  assert.equal(writtenBy({ radius: 0 }).get('--brand-radius'), '0px');
});

test('a brand that is taken back leaves nothing', () => {
  const written = new Map<string, string>();
  applyShopBrand(rootOf(written), { accent: '#0f5c4a', radius: 4 });
  assert.equal(written.size, 13);
  applyShopBrand(rootOf(written), {});
  assert.equal(written.size, 0);
});

function writtenBy(brand: Parameters<typeof applyShopBrand>[1]): Map<string, string> {
  const written = new Map<string, string>();
  applyShopBrand(rootOf(written), brand);
  return written;
}

function rootOf(written: Map<string, string>): Parameters<typeof applyShopBrand>[0] {
  return {
    style: {
      setProperty: (name, value) => void written.set(name, value ?? ''),
      removeProperty: (name) => (written.delete(name), ''),
    },
  };
}
