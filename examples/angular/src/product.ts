import 'installment-button';
import { Component, computed, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import type { InstallmentEventMap } from 'installment-button';

@Component({
  selector: '#app',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Холодильник Norden RF-340</h1>
    <button (click)="more()">Ещё один</button>
    <installment-button
      [serviceUrl]="service"
      [shop]="shop"
      [items]="items()"
      preview
      (installment-status)="follow($event)"
    ></installment-button>
    <output>{{ status() }}</output>
  `,
})
export class Product {
  readonly service = import.meta.env.VITE_SERVICE;
  readonly shop = import.meta.env.VITE_SHOP;
  readonly quantity = signal(1);
  readonly status = signal('');
  readonly items = computed(() => [{ name: 'Холодильник Norden RF-340', price: 4_999_000, quantity: this.quantity() }]);

  more(): void {
    this.quantity.update((quantity) => quantity + 1);
  }

  follow({ detail }: InstallmentEventMap['installment-status']): void {
    this.status.set(detail.status);
  }
}
