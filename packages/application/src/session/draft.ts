import type { BuyerPrefill } from '@installment-button/protocol/frame-messages';
import type { Draft, SessionDetail } from '@installment-button/protocol/session-view';
import { emptyValues, type FormValues, toDraft, valuesOf } from '../form/values.ts';
import type { Screen } from './screens.ts';
import { nearestTerm, possibleTerms } from './possible-terms.ts';

/** What the buyer has set and typed so far. */
export interface DraftState {
  values: FormValues;
  /** Months; null until somebody sets it. */
  term: number | null;
  /** Minor units. */
  firstPayment: number;
  /** Ids of the banks that are switched on. */
  banks: readonly string[];
  /** The buyer set the term or the first payment on this page: they are newer than those that the service keeps. */
  termsSet: boolean;
}

export const emptyDraft = (): DraftState => ({ values: emptyValues(), term: null, firstPayment: 0, banks: [], termsSet: false });

/** The draft once the phone is proven: the saved form, with the terms that the buyer has just set. */
export function openDraft(local: DraftState, session: SessionDetail, prefill: BuyerPrefill | null): DraftState {
  const { draft: saved, order, buyer } = session;
  const banks = saved?.banks ?? [];
  const firstPayment = local.termsSet ? local.firstPayment : (saved?.firstPayment ?? local.firstPayment);
  const term = (local.termsSet ? local.term : null) ?? saved?.term ?? order.term ?? local.term;
  return {
    values: valuesOf(saved?.applicant, saved ? null : withoutUndefined(buyer ?? prefill)),
    // Where nobody set a term, the first step shows this one.
    term: term ?? nearestTerm(possibleTerms(session, firstPayment), null),
    firstPayment,
    banks: banks.filter((id) => session.banks.some((bank) => bank.id === id)),
    termsSet: local.termsSet,
  };
}

export function draftToSave({ values, term, firstPayment, banks }: DraftState, screen: Screen): Draft {
  return {
    applicant: toDraft(values),
    ...(term === null ? {} : { term }),
    ...(firstPayment ? { firstPayment } : {}),
    ...(banks.length ? { banks: [...banks] } : {}),
    step: screen === 'terms' ? 'person' : screen,
  };
}

type Prefill = { [Name in keyof BuyerPrefill]?: string | undefined };

function withoutUndefined(prefill: Prefill | null): BuyerPrefill | null {
  return prefill && Object.fromEntries(Object.entries(prefill).filter(([, value]) => value !== undefined));
}
