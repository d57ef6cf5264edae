/** Whether this tab began an order of any cart: only then is the checkout needed before the click. */
export function remembersAnything(): boolean {
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith('installment:'));
  } catch {
    return false; // storage is refused
  }
}
