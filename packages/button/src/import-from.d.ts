/** Imports a module by an address that is known only at run time. */
export function importFrom(address: string): Promise<unknown>;
