import { expect } from '@open-wc/testing';
import { readSum, writeSum } from './written-sum.ts';

describe('sums as people write them', () => {
  it('are read with blanks, comma or point, and the sign', () => {
    for (const [text, kopecks] of [
      ['18700', 1_870_000],
      ['18 700', 1_870_000],
      ['18\u00a0700,50', 1_870_050],
      ['18700.5', 1_870_050],
      ['0', 0],
      ['49 990 ₽', 4_999_000],
    ] as const)
      expect(readSum(text), text).to.equal(kopecks);
  });

  it('are refused where they are none', () => {
    for (const text of ['', 'много', '1,234', '-5', '1e5', '18,700.50', '99999999999']) expect(readSum(text), text).to.equal(null);
  });

  it('come back as they were', () => {
    expect(writeSum(readSum('18 700,50'))).to.equal('18700,5');
    expect(writeSum(null)).to.equal('');
  });
});
