import { expect } from '@open-wc/testing';
import { emptyValues } from '../form/values.ts';
import { banks } from '../testing/fixtures.ts';
import { ApplicationHarness } from '../testing/application-harness.ts';
import './consents-step.ts';

/** On the page it is 24 November 2026: 20 years old, or 75 and soon 76. */
const [young, old] = ['01.05.2006', '10.01.1951'];
const [first, second, ...others] = banks;
const choosy = [{ ...first!, minAge: 21 }, { ...second!, maxAgeAtEnd: 75 }, ...others];

describe('consents', function () {
  this.timeout(10_000);
  let page: ApplicationHarness;
  afterEach(() => page.leave());

  async function opens(birthDate: string, term: number, chosen: string[] = [], asked = choosy) {
    page = new ApplicationHarness({ session: { session: { banks: asked } } });
    await page.opens();
    page.buyerSession.typeValues({ ...emptyValues(), birthDate });
    page.buyerSession.setTerms({ term });
    page.buyerSession.setBanks(chosen);
    page.buyerSession.go('consents');
    await page.settles();
  }
  const rowOf = (bank: { name: string } | undefined) =>
    [...page.root.querySelectorAll<HTMLElement>('.bank')].find((row) => row.textContent?.includes(bank!.name))!;
  const switchOf = (bank: { name: string } | undefined) => rowOf(bank).querySelector<HTMLInputElement>('.switch')!;

  it('a bank of older borrowers cannot be chosen, and says why', async () => {
    await opens(young, 12);
    expect(switchOf(first).disabled).to.equal(true);
    expect(rowOf(first).textContent).to.contain('Выдаёт с 21 года');
    expect(switchOf(second).disabled).to.equal(false);
    page.find('.chosen .link').click();
    await page.settles();
    expect(page.buyerSession.state.draft.banks).to.deep.equal(choosy.slice(1).map(({ id }) => id));
    expect(page.find('.chosen h2').textContent).to.contain(`Выбрано ${choosy.length - 1} из ${choosy.length - 1}`);
  });

  it('where no bank lends to the buyer, it says what may help', async () => {
    await opens(old, 12, [], [{ ...second!, maxAgeAtEnd: 75 }]);
    expect(page.root.querySelector('.chosen .link')).to.equal(null);
    expect(page.find('.chosen h2').textContent).to.equal('По возрасту не подходит ни один банк');
    expect(page.find('.shorter-term').textContent).to.contain('выберите срок короче');
    page.find('.foot .button').click();
    await page.settles();
    expect(page.find('.shorter-term').matches(':focus'), 'read out').to.equal(true);
    expect(page.service.calls).not.to.include('POST /submit');
  });

  it('nor one for whose term the buyer is too old; a choice of an earlier term is no longer one', async () => {
    await opens(old, 12, [second!.id]);
    expect(switchOf(second).disabled).to.equal(true);
    expect(switchOf(second).checked).to.equal(false);
    expect(rowOf(second).textContent).to.contain('К концу срока заёмщику не больше 75 лет');
    expect(page.find('.chosen h2').textContent).to.contain('Выбрано 0 из');
    page.buyerSession.setTerms({ term: 1 });
    await page.settles();
    expect(switchOf(second).disabled).to.equal(false);
    expect(switchOf(second).checked).to.equal(true);
  });
});
