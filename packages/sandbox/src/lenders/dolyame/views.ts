import { residualKopecks, schedule, type DolyameOrder } from './orders.ts';

export function view(order: DolyameOrder) {
  return {
    status: order.status,
    amount: order.amountKopecks / 100,
    residual_amount: residualKopecks(order) / 100,
    link: `https://pay.dolyame.ru/${order.id}`,
    payment_schedule: schedule(order),
  };
}

export function info(order: DolyameOrder) {
  const refunds = order.refunds;
  const sum = (key: 'amountKopecks' | 'prepaidKopecks') => refunds.reduce((total, part) => total + part[key], 0) / 100;
  return {
    ...view(order),
    items: order.items,
    installment_info: { term: 42, loan_number: `D-${order.id}` },
    end_cooling_period: null,
    refund_info: {
      total_refunded_amount: sum('amountKopecks'),
      total_refunded_prepaid_amount: sum('prepaidKopecks'),
      items: refunds.map((part) => ({
        refund_id: part.id,
        refunded_amount: part.amountKopecks / 100,
        refunded_prepaid_amount: part.prepaidKopecks / 100,
        status: part.status,
      })),
    },
  };
}
