import { hash, verify } from '@node-rs/argon2';
import { leastPasswordLength } from '@installment-button/protocol/cabinet/access';
import { fieldProblem } from '../../platform/http/problems.ts';

/** OWASP's least for Argon2id, which is the package's default: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let nobodys: Promise<string> | undefined;

/** Takes as long where there is no such person, so that time does not tell whether an e-mail is known. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password');
  const right = await verify(passwordHash ?? (await nobodys), password.normalize('NFKC'));
  return right && passwordHash !== null;
}

/** Long, not all one letter, and not what anybody could guess from the person's e-mail. */
export function refuseSimplePassword(password: string, email: string, path: string): void {
  const [mailbox = ''] = email.toLowerCase().split('@');
  const simple =
    [...password].length < leastPasswordLength ||
    new Set(password).size < 5 ||
    (mailbox.length > 3 && password.toLowerCase().replaceAll(mailbox, '').length < 5);
  if (simple) {
    throw fieldProblem(path, 'password_too_simple', `At least ${leastPasswordLength} characters, not built from your e-mail.`);
  }
}
