/** The id of the order that a session token names. Undefined where the text is no session token. */
export const orderIdOf = (session: string | null | undefined): string | undefined => /^ses_(ord_[0-9A-Za-z]+)_./.exec(session ?? '')?.[1];
