import { expect } from '@open-wc/testing';
import { aRow, manyRows } from '../../testing/fixtures.ts';
import { layOut, visibleLines } from './row-layout.ts';

const heights = { day: 44, row: 44 };

describe('the layout of the list', () => {
  it('begins each day with a line of its own', () => {
    const days = ['2025-11-24T11:00:00Z', '2025-11-24T10:00:00Z', '2025-11-23T20:00:00Z'];
    const { lines, height } = layOut(
      days.map((createdAt, index) => aRow(index, 'Стул', 100, { createdAt })),
      heights,
    );
    expect(lines.map(({ kind, top }) => [kind, top])).to.deep.equal([
      ['day', 0],
      ['row', 44],
      ['row', 88],
      ['day', 132],
      ['row', 176],
    ]);
    expect(height).to.equal(220);
  });

  it('finds what is near the window without walking through all', () => {
    const layout = layOut(manyRows(100_000), heights);
    const middle = layout.height / 2;
    let looks = 0;
    const watched = new Proxy(layout.lines, {
      get: (lines, name) => {
        if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1;
        return Reflect.get(lines, name) as unknown;
      },
    });
    visibleLines({ ...layout, lines: watched }, middle, middle + 900);
    expect(looks).to.be.within(1, 40);
    const [first, end] = visibleLines(layout, middle, middle + 900, 0);
    expect(end - first).to.be.within(20, 24);
    expect(layout.lines[first]?.top).to.be.within(middle - 60, middle);
  });

  it('shows the first and the last line at the ends', () => {
    const layout = layOut(manyRows(50), heights);
    expect(visibleLines(layout, 0, 400, 0)[0]).to.equal(0);
    expect(visibleLines(layout, layout.height - 400, layout.height, 0)[1]).to.equal(layout.lines.length);
    expect(visibleLines(layOut([], heights), 0, 400)).to.deep.equal([0, 0]);
  });
});
