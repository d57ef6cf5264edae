/** A module by an address that is known only now. */
export function importFrom(address: string): Promise<unknown>;
