/** How a person is shown to the shop: enough to recognise, too little to write to. Free of zod. */

/** `Иван` → `И*****`. The number of stars does not tell how long the name is. */
export const maskName = (name: string): string => `${[...name][0] ?? ''}*****`;

/** `ivanov@gmail.com` → `i****v@gmail.com`; a name of one letter shows nothing of itself. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const letters = [...email.slice(0, at)];
  const [first, last] = letters.length > 1 ? [letters[0], letters.at(-1)] : ['', ''];
  return `${first ?? ''}****${last ?? ''}${email.slice(at)}`;
}
