import type {} from 'installment-button/vue';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['installment-button']>['$props'];

export const props: Props = {
  shop: 'pk_live_0000000000000000',
  items: '[]',
  preview: true,
  onInstallmentStatus: ({ detail }) => void detail.orderId,
};
