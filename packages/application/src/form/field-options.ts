import type { TextFieldOptions } from '@installment-button/ui';
import { dateMask, departmentCodeMask, innMask, mask, passportMask, snilsMask, sumMask } from '../format/masks.ts';
import type { FieldName } from './values.ts';

type Options = Pick<
  TextFieldOptions,
  'autocomplete' | 'inputMode' | 'type' | 'span' | 'maxLength' | 'multiline' | 'behaviour' | 'autocapitalize'
>;

/** How each field is typed: keyboard, autofill, mask, width. */
export const fieldOptions: Record<Exclude<FieldName, 'employmentKind'>, Options> = {
  lastName: { autocomplete: 'family-name', autocapitalize: 'words', maxLength: 100, span: 'wide' },
  firstName: { autocomplete: 'given-name', autocapitalize: 'words', maxLength: 100, span: 'wide-on-phone' },
  middleName: { autocomplete: 'additional-name', autocapitalize: 'words', maxLength: 100, span: 'wide-on-phone' },
  birthDate: { autocomplete: 'bday', inputMode: 'numeric', span: 'wide-on-phone', behaviour: mask(dateMask) },
  email: { autocomplete: 'email', type: 'email', inputMode: 'email', autocapitalize: 'none', maxLength: 254, span: 'wide-on-phone' },
  passport: { autocomplete: 'off', inputMode: 'numeric', span: 'wide-on-phone', behaviour: mask(passportMask) },
  issuedAt: { autocomplete: 'off', inputMode: 'numeric', span: 'half', behaviour: mask(dateMask) },
  departmentCode: { autocomplete: 'off', inputMode: 'numeric', span: 'half', behaviour: mask(departmentCodeMask) },
  issuedBy: { autocomplete: 'off', autocapitalize: 'sentences', multiline: true, maxLength: 255, span: 'wide' },
  birthPlace: { autocomplete: 'off', autocapitalize: 'sentences', maxLength: 255, span: 'wide-on-phone' },
  registrationAddress: { autocomplete: 'street-address', multiline: true, maxLength: 500, span: 'wide' },
  residenceAddress: { autocomplete: 'off', multiline: true, maxLength: 500, span: 'wide' },
  employer: { autocomplete: 'organization', maxLength: 255, span: 'wide-on-phone' },
  position: { autocomplete: 'organization-title', maxLength: 255, span: 'wide-on-phone' },
  monthlyIncome: { autocomplete: 'off', inputMode: 'numeric', span: 'wide-on-phone', behaviour: mask(sumMask) },
  snils: { autocomplete: 'off', inputMode: 'numeric', span: 'wide-on-phone', behaviour: mask(snilsMask) },
  inn: { autocomplete: 'off', inputMode: 'numeric', span: 'wide-on-phone', behaviour: mask(innMask) },
};
