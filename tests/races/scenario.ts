import fc from 'fast-check';

/** What may break into the way of an order, at any moment. */
export const disturbances = [
  'select-another',
  'select-again',
  'shop-confirms',
  'shop-cancels',
  'buyer-cancels',
  'refund-part',
  'refund-whole',
  'deadline',
  'expiry',
  'offer-withdrawn',
  'bank-signs',
  'bank-cancels',
  'bank-settles',
] as const;
export type Disturbance = (typeof disturbances)[number];

export interface Scenario {
  /** Steers the banks: slow, failing, repeating, refusing. */
  surname: string;
  /** How far the buyer goes when nothing stops them. */
  way: 'submits' | 'selects' | 'asks-code' | 'signs';
  /** Pauses of the buyer between the steps, ms. */
  pauses: number[];
  /** Moments counted from the submit, ms. */
  disturbances: { what: Disturbance; afterMs: number; pick: number }[];
}

const surnames = [
  'Одобров',
  'Звонов',
  'Опросов',
  'Повторов',
  'Сбоев-Ладога',
  'Потерин',
  'Потерин-Северный-Звонов-Ладога',
  'Пропадов-Северный',
  'Неподписов-Северный',
  'Неподтвердов',
  'Неотменов',
  'Возвратов',
  'Невозвратов',
  'Отказов-Ладога-Отзывов-Северный',
  'Расторгов',
  'Авариев-Ладога',
];

/** Weighted towards the end of the way, where most can go wrong. */
export const scenarioArbitrary: fc.Arbitrary<Scenario> = fc.record({
  surname: fc.constantFrom(...surnames),
  way: fc.oneof(
    { weight: 6, arbitrary: fc.constant('signs' as const) },
    { weight: 2, arbitrary: fc.constantFrom('submits' as const, 'selects' as const, 'asks-code' as const) },
  ),
  pauses: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 6, maxLength: 6 }),
  disturbances: fc.array(
    fc.record({ what: fc.constantFrom(...disturbances), afterMs: fc.integer({ min: 0, max: 1_500 }), pick: fc.nat(100) }),
    { maxLength: 6 },
  ),
});
