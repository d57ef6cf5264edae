import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { InstallmentButton } from './installment-button.ts';
import { nativeButton, part, place, placeReady } from './testing/element.ts';

/** What the browser really paints for a CSS colour, 0…255 each. */
const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
function painted(colour: string): [number, number, number, number] {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha];
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((byte) => (byte <= 10.31475 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(painted(one)), luminance(painted(other))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The button's own colours in a state that only a pointer can bring about. */
function inState(element: InstallmentButton, state: '_rest' | '_hover' | '_pressed'): { background: string; color: string } {
  const button = nativeButton(element);
  button.style.transition = 'none';
  button.style.background = `var(--${state})`;
  const { backgroundColor: background, color } = getComputedStyle(button);
  button.style.background = '';
  return { background, color };
}

const accents = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);
const states = ['_rest', '_hover', '_pressed'] as const;

describe('the colours', () => {
  it('of any accent keep AA in every state, with white or black as text', async () => {
    const element = await place('');
    fc.assert(
      fc.property(accents, (accent) => {
        element.style.setProperty('--installment-accent', accent);
        for (const state of states) {
          const { background, color } = inState(element, state);
          expect(
            painted(color)
              .slice(0, 3)
              .every((byte) => byte === 0) ||
              painted(color)
                .slice(0, 3)
                .every((byte) => byte === 255),
            color,
          ).to.equal(true);
          expect(contrast(background, color), `${accent} ${state}`).to.be.at.least(4.5);
        }
      }),
      {
        numRuns: 500,
        examples: [['#767676'], ['#777777'], ['#ff0000'], ['#e53935'], ['#0f5c4a'], ['#1976d2'], ['#000000'], ['#ffffff'], ['#0b0b0b']],
      },
    );
  });

  it('of any accent show hover and press', async () => {
    const element = await place('');
    fc.assert(
      fc.property(accents, (accent) => {
        element.style.setProperty('--installment-accent', accent);
        const [rest, hover, pressed] = states.map((state) => painted(inState(element, state).background));
        const distance = (one: readonly number[], other: readonly number[]) =>
          Math.max(...one.map((byte, index) => Math.abs(byte - other[index]!)));
        expect(distance(rest!, hover!), accent).to.be.at.least(6);
        expect(distance(hover!, pressed!), accent).to.be.at.least(6);
      }),
      { numRuns: 300, examples: [['#000000'], ['#ffffff'], ['#0b0b0b'], ['#17181b'], ['#808080']] },
    );
  });

  for (const theme of ['light', 'dark'] as const) {
    const paper = theme === 'light' ? '#ffffff' : '#141517';
    for (const variant of ['filled', 'outline', 'plain'] as const) {
      it(`of ${variant} on ${theme} paper are readable, the unavailable one too`, async () => {
        const element = await place(`theme="${theme}" variant="${variant}"`);
        const { background, color } = inState(element, '_rest');
        expect(contrast(painted(background)[3] ? background : paper, color)).to.be.at.least(7);
        const off = await placeReady(`theme="${theme}" variant="${variant}"`, '', 100_000);
        const quiet = inState(off, '_rest');
        expect(contrast(painted(quiet.background)[3] ? quiet.background : paper, quiet.color)).to.be.at.least(4.5);
        expect(contrast(paper, getComputedStyle(part(off, 'reason')).color)).to.be.at.least(4.5);
      });
    }
  }

  it('follow the used color-scheme where the theme is auto', async () => {
    const element = await place('');
    const light = inState(element, '_rest').background;
    element.parentElement!.style.colorScheme = 'dark';
    expect(inState(element, '_rest').background).not.to.equal(light);
    element.theme = 'light';
    expect(inState(element, '_rest').background).to.equal(light);
  });
});

describe('a busy button', () => {
  it('keeps its size, its name and shows the ring', async () => {
    const element = await placeReady('preview');
    const before = nativeButton(element).getBoundingClientRect();
    const opened = element.open();
    await Promise.resolve();
    expect(nativeButton(element).ariaBusy).to.equal('true');
    expect(nativeButton(element).getBoundingClientRect()).to.deep.equal(before);
    expect(part(element, 'spinner').checkVisibility()).to.equal(true);
    expect(getComputedStyle(part(element, 'label')).opacity).to.equal('0');
    expect(getComputedStyle(part(element, 'label')).visibility).to.equal('visible');
    element.close();
    await opened;
  });
});
