import { expect, fixture, oneEvent } from '@open-wc/testing';
import '../index.ts';
import type { InstallmentButton } from '../installment-button.ts';
import { legal, plans } from './plans.ts';

export const key = 'pk_test_aaaaaaaaaaaaaaaa';
export const cart = (price = 4_999_000) => JSON.stringify([{ name: 'Fridge', price, quantity: 1 }]);

/** What the page asked since `answerPlans()`. */
export let asked: string[] = [];
let number = 0;

/** Answers every request with the tariff table; each call stands for another service, whose table no other test has in its cache. */
export function answerPlans(answer: () => Response | Promise<Response> = () => Response.json({ data: plans, legal })): string {
  asked = [];
  window.fetch = async (input) => {
    asked.push(input instanceof Request ? input.url : String(input));
    return answer();
  };
  return `https://service-${++number}.example`;
}

/** A button in the page, drawn for the first time; `attributes` as in markup. */
export async function place(attributes: string, content = '', service = answerPlans()): Promise<InstallmentButton> {
  const element = await fixture<InstallmentButton>(
    `<installment-button service-url="${service}" ${attributes}>${content}</installment-button>`,
  );
  await drawn();
  return element;
}

/** The same with a key and a cart, once it is ready. */
export async function placeReady(attributes = '', content = '', price?: number): Promise<InstallmentButton> {
  const service = answerPlans();
  const markup = `<div><installment-button service-url="${service}" shop="${key}" items='${cart(price)}' ${attributes}>${content}</installment-button></div>`;
  const ready = oneEvent(document, 'installment-ready');
  const element = (await fixture<HTMLElement>(markup)).querySelector('installment-button')!;
  await ready;
  await drawn();
  return element;
}

export const drawn = () => new Promise((next) => setTimeout(next));

const find = (element: InstallmentButton, name: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part=${name}]`);

export function part(element: InstallmentButton, name: string): HTMLElement {
  const found = find(element, name);
  expect(found, name).to.exist;
  return found!;
}

export const shown = (element: HTMLElement) => element.checkVisibility({ visibilityProperty: true });
/** A part may not be there before it is needed. */
export const shows = (element: InstallmentButton, name: string) => shown(find(element, name) ?? new Image());
export const nativeButton = (element: InstallmentButton) => element.shadowRoot!.querySelector('button')!;
