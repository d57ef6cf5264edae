import { expect } from '@open-wc/testing';
import { startedAt } from '../testing/fixtures.ts';
import { readFilter, sameFilter, toQuery } from './order-filter.ts';

describe('the filter', () => {
  it('comes from the address, with nothing else', () => {
    expect(readFilter({ status: 'signed', page: '2', search: 'Соколова' })).to.deep.equal({ status: 'signed' });
  });

  it('turns a period into days that move on with the calendar', () => {
    expect(toQuery({ period: 'week', status: 'rejected' }, startedAt)).to.deep.equal({
      status: 'rejected',
      from: '2025-11-18',
      to: '2025-11-24',
    });
    expect(toQuery({ period: 'today' }, new Date('2025-11-24T21:30:00Z'))).to.deep.equal({ from: '2025-11-25', to: '2025-11-25' });
    expect(toQuery({ from: '2025-01-01', bank: '' }, startedAt)).to.deep.equal({ from: '2025-01-01' });
  });

  it('is the same whether a part is empty or missing', () => {
    expect(sameFilter({ status: '' }, {})).to.equal(true);
    expect(sameFilter({ status: 'signed' }, {})).to.equal(false);
  });
});
