/** The person who logs in. A test leaves fields out or sets them to null: partial answers are normal. */
export interface Person {
  sub: string;
  lastName: string;
  firstName: string;
  middleName: string | null;
  /** yyyy-MM-dd; Yandex also gives 0000-12-23 where the year is hidden, or nothing. */
  birthDate: string | null;
  gender: 'm' | 'f';
  phone: string | null;
  email: string | null;
  passport: { series: string; number: string; issuedBy: string; issueDate: string; code: string };
  birthPlace: string;
  address: { index: string; region: string; city: string; street: string; house: string; apartment: string; fias: string };
  snils: string;
  inn: string;
}

export const samplePerson: Person = {
  sub: 'a6b2c0d4e1f94c2f8f5a7d3e9b1c0a42',
  lastName: 'Одобров',
  firstName: 'Иван',
  middleName: 'Петрович',
  birthDate: '1990-02-28',
  gender: 'm',
  phone: '+79160000001',
  email: 'odobrov@buyer.example',
  passport: { series: '4510', number: '123456', issuedBy: 'ОВД «Тверской» г. Москвы', issueDate: '2010-03-15', code: '770-001' },
  birthPlace: 'г. Москва',
  address: {
    index: '125009',
    region: 'Москва',
    city: 'Москва',
    street: 'Тверская',
    house: '1',
    apartment: '5',
    fias: '0c5b2444-70a0-4932-980c-b4dc0d3f02b5',
  },
  snils: '11223344595',
  inn: '500100732259',
};
