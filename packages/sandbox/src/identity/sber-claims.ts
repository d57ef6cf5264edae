import type { Person } from './person.ts';

/** What each scope brings, in Sber's spelling: the phone with brackets, the series with a blank. */
export function sberClaims(person: Person, scopes: readonly string[]): Record<string, unknown> {
  const { passport, address } = person;
  const bracketed = person.phone?.replace(/^\+7(\d{3})(\d{7})$/, '+7 ($1) $2') ?? null;
  const byScope: Readonly<Record<string, Record<string, unknown>>> = {
    name: { family_name: person.lastName, given_name: person.firstName, middle_name: person.middleName },
    birthdate: { birthdate: person.birthDate },
    gender: { gender: person.gender === 'm' ? 1 : 2 },
    mobile: { phone_number: bracketed },
    email: { email: person.email },
    maindoc: {
      identification: {
        series: passport.series.replace(/^(..)/, '$1 '),
        number: passport.number,
        issued_by: passport.issuedBy,
        issued_date: passport.issueDate,
        code: passport.code,
      },
    },
    inn: { inn: { number: person.inn } },
    snils: { snils: { number: person.snils } },
    address_reg: {
      address_reg: {
        full_address: `${address.index}, ${address.city}, ${address.street}, ${address.house}, ${address.apartment}`,
        fias_code: address.fias,
        post_index: address.index,
        region: address.region,
        city: address.city,
        street: address.street,
        house: address.house,
        apartment: address.apartment,
      },
    },
    place_of_birth: { place_of_birth: person.birthPlace },
  };
  return Object.fromEntries(scopes.flatMap((scope) => Object.entries(byScope[scope] ?? {})));
}
