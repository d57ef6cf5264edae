import { hash, verify } from '@node-rs/argon2';
import { leastPasswordLength } from '@installment-button/protocol/cabinet/access';
import { fieldProblem } from '../../platform/http/problems.ts';

/** OWASP's minimum for Argon2id: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let hashOfNobody: Promise<string> | undefined;

/** Without a hash it takes as long, so that the time does not tell whether an e-mail is known. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword('nobody has this password');
  const right = await verify(passwordHash ?? (await hashOfNobody), password.normalize('NFKC'));
  return right && passwordHash !== null;
}

/** A password must be long, have several different characters, and not be built from the e-mail. */
export function refuseSimplePassword(password: string, email: string, path: string): void {
  const [mailbox = ''] = email.toLowerCase().split('@');
  const simple =
    [...password].length < leastPasswordLength ||
    new Set(password).size < 5 ||
    (mailbox.length > 3 && password.toLowerCase().replaceAll(mailbox, '').length < 5);
  if (simple) {
    throw fieldProblem(path, 'password_too_simple', `A password must have at least ${leastPasswordLength} characters and must not be built from your e-mail.`);
  }
}
