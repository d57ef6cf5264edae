import type { ProvenApplicant } from '@installment-button/protocol';
import { createBankApplications } from '../fan-out/bank-applications.ts';
import { decisionDeadline } from '../fan-out/deadline.ts';
import { lockOrder } from '../orders/store.ts';
import { transition } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

/** A person who was never born; the phone is of a range that is not given out. */
export const anApplicant: ProvenApplicant = {
  lastName: 'Вымыслова',
  firstName: 'Проба',
  middleName: 'Примеровна',
  birthDate: '1990-05-17',
  birthPlace: 'город Н',
  passport: { series: '4510', number: '123456', issuedAt: '2012-03-01', issuedBy: 'Отделением города Н', departmentCode: '770-001' },
  registrationAddress: 'город Н, улица Лесная, дом 1',
  employment: { kind: 'employed', employer: 'ООО «Пример»', position: 'инженер', monthlyIncome: 12_000_000 },
  phone: '+79000000001',
};

/** Submits an order to these banks as the buyer's call does, without the buyer's proofs. Returns when it is committed. */
export function submitDirectly(context: Context, orderId: string, bankIds: string[]): Promise<Row<'orders'>> {
  return context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    const at = context.clock.now();
    const wished = { term: 6, firstPayment: 0 };
    const consents = [
      ...bankIds.map((bankId) => ({ kind: 'personal-data' as const, bankId, version: '1' })),
      { kind: 'credit-history' as const, version: '1' },
    ];
    await createBankApplications(context, tx, order, { applicant: anApplicant, consents, ...wished }, at, bankIds);
    return transition(context, tx, order, 'submitted', { ...wished, submittedAt: at, decisionDeadline: decisionDeadline(context, at) });
  });
}
