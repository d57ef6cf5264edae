import { addDays } from '@installment-button/protocol/days';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import { expect } from '@open-wc/testing';
import { Formats, spacedPhone } from './formats.ts';

describe('formats', () => {
  const ru = new Formats('ru');
  const en = new Formats('en');

  it('write sums with the no-break space that the type face has', () => {
    expect(ru.sum(18_697_000)).to.equal('186\u00a0970\u00a0₽');
    expect(en.sum(18_697_000)).to.equal('₽186,970');
    expect(ru.payment(416_601)).to.equal('4\u00a0167\u00a0₽');
    expect(ru.bare(4_649_050)).to.equal('46\u00a0490,50');
  });

  it('write spans in the largest units', () => {
    expect(ru.seconds(14)).to.equal('14\u00a0с');
    expect(ru.seconds(72)).to.equal('1\u00a0мин 12\u00a0с');
    expect(ru.span(72)).to.equal('1\u00a0мин');
    expect(ru.span(7300)).to.equal('2\u00a0ч');
    expect(ru.seconds(120)).to.equal('2\u00a0мин');
  });

  it('count days in Moscow', () => {
    expect(moscowDay(new Date('2025-11-24T21:30:00Z'))).to.equal('2025-11-25');
    expect(addDays('2025-12-31', 1)).to.equal('2026-01-01');
    expect(ru.moment(new Date('2025-11-24T11:09:00Z'), new Date('2025-11-24T12:00:00Z'))).to.equal('14:09');
    expect(ru.day(new Date('2024-02-01T11:09:00Z'), new Date('2025-11-24T12:00:00Z'))).to.equal('1 февраля 2024');
  });

  it('space phones, masked and whole', () => {
    expect(spacedPhone('+7916*****67')).to.equal('+7 916 ***-**-67');
    expect(spacedPhone('+79162041167')).to.equal('+7 916 204-11-67');
  });

  it('count down and never below zero', () => {
    const now = new Date('2025-11-24T11:00:00Z');
    expect(ru.countdown(new Date('2025-11-24T11:00:42Z'), now)).to.equal('0:42');
    expect(ru.countdown(new Date('2025-11-24T10:00:00Z'), now)).to.equal('0:00');
  });
});
