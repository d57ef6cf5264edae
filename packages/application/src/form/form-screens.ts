import type { FormValues, FieldName } from './values.ts';
import { asksEmployer } from './values.ts';

/** The form's screens in their order. */
export const formScreens = ['person', 'passport', 'work'] as const;
export type FormScreen = (typeof formScreens)[number];

export const isFormScreen = (screen: string): screen is FormScreen => (formScreens as readonly string[]).includes(screen);

/** The fields of a screen, without fields that this person is not asked for. */
export function fieldsOf(screen: FormScreen, values: FormValues): readonly FieldName[] {
  switch (screen) {
    case 'person':
      return ['lastName', 'firstName', 'middleName', 'birthDate', 'email'];
    case 'passport':
      return [
        ...(['passport', 'birthPlace', 'issuedAt', 'departmentCode', 'issuedBy', 'registrationAddress'] as const),
        ...(values.residenceSame ? [] : (['residenceAddress'] as const)),
      ];
    case 'work':
      return asksEmployer(values.employmentKind)
        ? ['employmentKind', 'employer', 'position', 'monthlyIncome', 'snils', 'inn']
        : ['employmentKind', 'monthlyIncome', 'snils', 'inn'];
  }
}
