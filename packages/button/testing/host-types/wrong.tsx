// Each line that ends with "wrong" must not compile, and no other.
import { Installment } from 'installment-button';
import type {} from 'installment-button/react';

export const written = [
  <installment-button product="lease" />, // wrong
  <installment-button variant="neon" />, // wrong
  <installment-button preview="false" />, // wrong
  <installment-button items={[{ name: 'Fridge' }]} />, // wrong
  <installment-button oninstallment-status={({ detail }) => void detail.paid} />, // wrong
  <installment-buton />, // wrong
];

const element = document.createElement('installment-button');
element.available = true; // wrong
element.order = null; // wrong
element.buyer = { passport: '4500 000000' }; // wrong
element.mode = 'popup'; // wrong
Installment.open({ shop: 1 }); // wrong
Installment.open({}).on('paid', () => undefined); // wrong
