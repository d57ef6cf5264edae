import type { InstallmentApplication } from '@installment-button/application/application';
import { inEnglish } from '@installment-button/application/testing/fixtures';
import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import { http } from 'msw';
import { type Scene, serviceOf, show, shown } from './scene.ts';
import { type SceneName, scenes } from './scenes.ts';

/** The page in the frame, from the first field to the signature. The service behind it is a double, put in by msw. */
const meta: Meta = {
  title: 'Application/Screens',
  parameters: { layout: 'fullscreen', docs: { story: { inline: false, height: '760px' } } },
};
export default meta;

type Story = StoryObj;

/** Each story has a service of its own, which msw asks while the story is shown. */
function story(name: SceneName): Story {
  const scene: Scene = scenes[name];
  let service = serviceOf(scene);
  const present = (request: Request) => service.answer(request);
  return {
    parameters: {
      msw: {
        handlers: [
          http.all('*/v1/session', ({ request }) => present(request)),
          http.all('*/v1/session/*', ({ request }) => present(request)),
        ],
      },
    },
    render: (_args: unknown, { globals }: StoryContext) => {
      service = serviceOf(scene);
      const [theme, locale] = [globals['theme'] === 'dark' ? 'dark' : 'light', globals['locale'] === 'en' ? 'en' : 'ru'] as const;
      if (locale === 'en') service.session = inEnglish(service.session);
      return show(scene, service, { theme, locale });
    },
    play: async ({ canvasElement }) => {
      const element = canvasElement.querySelector<InstallmentApplication>('installment-application');
      if (element?.buyerSession && name !== 'loading') await shown({ element, buyerSession: element.buyerSession });
    },
  };
}

export const Terms = story('terms');
export const TermsWrongPhone = story('termsWrongPhone');
export const TermsOfCredit = story('termsCredit');
export const PhoneCode = story('code');
export const PhoneCodeWrong = story('codeWrong');
export const ComingBack = story('comingBack');

export const Person = story('person');
export const PersonFilled = story('personFilled');
export const Passport = story('passport');
export const PassportWrong = story('passportWrong');
export const PassportOtherAddress = story('passportOtherAddress');
export const Work = story('work');
export const WorkEmpty = story('workEmpty');

export const Consents = story('consents');
export const ConsentsChosen = story('consentsChosen');
export const ConsentsMissing = story('consentsMissing');
export const ConsentsAges = story('consentsAges');
export const ConsentsNoBank = story('consentsNoBank');
export const ConsentText = story('consentText');

export const WaitingBegins = story('waitingBegins');
export const Waiting = story('waiting');
export const WaitingAll = story('waitingAll');
export const WaitingSilent = story('waitingSilent');
export const WaitingNoneYet = story('waitingNoneYet');
export const WaitingOffline = story('waitingOffline');
export const CancelAsked = story('cancel');

export const Offers = story('offers');
export const OffersWithSchedule = story('offersOpen');
export const OffersFiltered = story('offersFiltered');
export const OffersMixed = story('offersMixed');
export const OffersSignatureRefused = story('offersSignatureRefused');
export const OffersGone = story('offersGone');
export const OneOffer = story('offersOne');
export const OfferPreparing = story('offersPreparing');
export const FullCostExplained = story('fullCostExplained');

export const Signing = story('signing');
export const SigningFailed = story('signingFailed');
export const SigningCode = story('signingCode');
export const SigningCodeWrong = story('signingCodeWrong');
export const SigningAtBank = story('signingAtBank');
export const AgreementRead = story('agreement');
export const SelfId = story('selfId');
export const SelfIdRetake = story('selfIdRetake');
export const SelfIdChecking = story('selfIdChecking');
export const Meeting = story('meeting');
export const MeetingAppointed = story('meetingAppointed');

export const Result = story('result');
export const ResultConfirmed = story('resultConfirmed');
export const ResultLater = story('resultLater');
export const Certificate = story('certificate');
export const ResultInTab = story('resultInTab');
export const Rejected = story('rejected');
export const RejectedOutage = story('rejectedOutage');
export const RejectedWithdrawn = story('rejectedWithdrawn');
export const RejectedUnproven = story('rejectedUnproven');
export const Canceled = story('canceled');
export const CanceledByShop = story('canceledByShop');
export const TerminatedByBank = story('terminatedByBank');
export const TerminatedByBuyer = story('terminatedByBuyer');
export const Expired = story('expired');
export const ExpiredSigned = story('expiredSigned');
export const ResultRefunded = story('resultRefunded');
export const Replaced = story('replaced');

export const Loading = story('loading');
export const FailedLink = story('failedLink');
export const FailedOffline = story('failedOffline');
export const FailedService = story('failedService');
