import type { Plan } from '@installment-button/protocol/plans';
import type { SigningMethod } from '@installment-button/protocol/offer';
import type { VoluntaryData } from '@installment-button/protocol/voluntary-data';
import { failure, behaviours, type Behaviour } from './behaviour.ts';

/** One of the six fictional banks: what it sells and, unless somebody steers it, how it behaves. */
export interface BankProfile {
  id: string;
  name: string;
  /** The colour of its mark. */
  color: string;
  /** Of a bank that does not exist. */
  bic: string;
  minAmount: number;
  maxAmount: number;
  plans: readonly Plan[];
  /** Percent a year that the shop pays in an installment: its discount is the interest. */
  shopRate: number;
  signing: readonly SigningMethod[];
  /** Which of the voluntary data it wants. */
  wants: readonly VoluntaryData[];
  /** Full years of its borrowers: today at least, at the end of the term at most. */
  ages: { minAge?: number; maxAgeAtEnd?: number };
  /** Beside what was asked for it offers a credit of the next longer term. */
  offersLongerCredit?: boolean;
  /** `false`: the bank never says `settled`. */
  reportsSettlement: boolean;
  behaviour: Behaviour;
}

const roubles = (amount: number) => amount * 100;

/** A bank's tariff table: one row a term, with the bank's own limits. */
function plans(
  limits: { minAmount: number; maxAmount: number },
  installment: readonly number[],
  credit: Readonly<Record<number, number>>,
): Plan[] {
  return [
    ...installment.map((term): Plan => ({ product: 'installment', term, rate: 0, ...limits })),
    ...Object.entries(credit).map(([term, rate]): Plan => ({ product: 'credit', term: Number(term), rate, ...limits })),
  ];
}

const severny = { minAmount: roubles(3_000), maxAmount: roubles(500_000) };
const ladoga = { minAmount: roubles(3_000), maxAmount: roubles(300_000) };
const meridian = { minAmount: roubles(5_000), maxAmount: roubles(400_000) };
const onega = { minAmount: roubles(3_000), maxAmount: roubles(300_000) };
const gorizont = { minAmount: roubles(10_000), maxAmount: roubles(750_000) };
const volna = { minAmount: roubles(3_000), maxAmount: roubles(200_000) };

/** The six banks: four approve one after another, one declines, one answers after the deadline of two minutes. */
export const bankProfiles: readonly BankProfile[] = [
  {
    id: 'severny',
    name: 'Северный',
    color: '#274690',
    bic: '049999001',
    ...severny,
    plans: plans(severny, [3, 6, 10, 12], { 6: 24.9, 12: 24.9, 18: 26.9, 24: 27.9, 36: 28.9 }),
    shopRate: 19.9,
    signing: ['sms', 'self-id', 'meeting'],
    wants: ['employer', 'email'],
    ages: { maxAgeAtEnd: 75 },
    reportsSettlement: true,
    behaviour: { ...behaviours.approves, settleAfterMs: 60_000 },
  },
  {
    id: 'ladoga',
    name: 'Ладога',
    color: '#8a3b12',
    bic: '049999002',
    ...ladoga,
    // No installment of a year: asked for one, it answers with a credit.
    plans: plans(ladoga, [3, 6], { 6: 28.5, 12: 30.1, 24: 31.4 }),
    shopRate: 21.5,
    signing: ['sms', 'meeting'],
    wants: ['email'],
    ages: { minAge: 21, maxAgeAtEnd: 70 },
    reportsSettlement: true,
    behaviour: { ...behaviours['calls-back'], delayMs: 4_000, settleAfterMs: 60_000 },
  },
  {
    id: 'meridian',
    name: 'Меридиан',
    color: '#6b5312',
    bic: '049999003',
    ...meridian,
    plans: plans(meridian, [6], { 6: 34.2, 12: 35.8, 18: 36.4, 24: 36.9, 36: 37.5 }),
    shopRate: 23.9,
    signing: ['self-id'],
    wants: ['employer', 'snils', 'inn'],
    ages: { maxAgeAtEnd: 75 },
    reportsSettlement: true,
    behaviour: { ...behaviours['must-be-polled'], delayMs: 9_000, settleAfterMs: 60_000 },
  },
  {
    id: 'onega',
    name: 'Онега',
    color: '#0b5f73',
    bic: '049999004',
    ...onega,
    plans: plans(onega, [3, 6, 10, 12], { 12: 26.4, 18: 27.2, 24: 27.9 }),
    shopRate: 22.4,
    signing: ['sms', 'self-id'],
    wants: [],
    ages: {},
    offersLongerCredit: true,
    reportsSettlement: true,
    behaviour: {
      ...behaviours['calls-back'],
      delayMs: 20_000,
      failures: [failure('status-500'), failure('reset', 'apply', 1, true)],
      settleAfterMs: 60_000,
    },
  },
  {
    id: 'gorizont',
    name: 'Горизонт',
    color: '#8c2f39',
    bic: '049999005',
    ...gorizont,
    plans: plans(gorizont, [6, 12], { 12: 29.6, 24: 30.6, 36: 31.9 }),
    shopRate: 24.6,
    signing: ['sms', 'meeting'],
    wants: ['email', 'snils'],
    ages: { minAge: 20, maxAgeAtEnd: 85 },
    reportsSettlement: false,
    behaviour: { ...behaviours['calls-back'], delayMs: 135_000 },
  },
  {
    id: 'volna',
    name: 'Волна',
    color: '#3f4f63',
    bic: '049999006',
    ...volna,
    plans: plans(volna, [3, 6, 10], { 6: 32.7, 12: 33.4, 18: 34.1 }),
    shopRate: 25.1,
    signing: ['sms'],
    wants: [],
    ages: { maxAgeAtEnd: 70 },
    reportsSettlement: false,
    behaviour: { ...behaviours['calls-back'], decision: 'declined', delayMs: 2_000 },
  },
];
