import type { Configuration } from './configuration.ts';
import type { OrderDocument, OrderLine, Tax } from './order-document.ts';

const without = 'Без НДС';
/** Ставка is compared as text, so «20%» and «22» are no rates of the standard exchange. */
const standard = ['0', '10', '18', '20'];
const bitrixModule = [...standard, '5', '7', '22'];

/**
 * How a line's rate is read:
 *
 * - UT 11.5: an unknown rate becomes 0 % where the document has a rate, else «Без НДС»; so does 0 where the document has none. A line
 *   without a rate takes that of the line before.
 * - UNF 3.0.5: only the tax named «НДС» counts; an unknown rate becomes «Без НДС», a missing Ставка 20 %. Without Налоги in the document
 *   nothing is subject to VAT.
 * - Bitrix's module also takes 5, 10 and 22. Unproven: 7.
 */
export function lineRates(configuration: Configuration, document: OrderDocument): string[] {
  if (configuration === 'ut') return utRates(document);
  if (configuration === 'unf' && !subjectToVat(document)) return document.lines.map(() => without);
  return document.lines.map((line) => unfRate(configuration, line));
}

export const subjectToVat = ({ taxes }: OrderDocument) => vatOf(taxes) !== undefined;

/** УчтеноВСумме must be true in the document and in the line, else VAT comes on top. */
export function vatIncluded(document: OrderDocument, line: OrderLine): boolean {
  const flags = [vatOf(document.taxes)?.includedInSum, vatOf(line.taxes.filter((tax) => tax.includedInSum !== undefined))?.includedInSum];
  return flags.every((flag) => flag === 'true');
}

/** The VAT on top of a sum, for «20 %» and the like; calculated rates are inside the sum by their nature. */
export function vatOnTop(sumKopecks: number, rate: string): number {
  const percent = /^(\d+) %$/.exec(rate)?.[1];
  return percent ? Math.round((sumKopecks * Number(percent)) / 100) : 0;
}

function vatOf(taxes: readonly Tax[]): Tax | undefined {
  return taxes.find(({ name }) => name === 'НДС');
}

function known(text: string, rates: readonly string[]): string | undefined {
  const plain = text.replace(/\.00$/, '');
  if (rates.includes(plain)) return `${plain} %`;
  const calculated = /^(\d+)\/1(\d\d)$/.exec(plain);
  return calculated && rates.includes(calculated[1] ?? '') && Number(calculated[2]) === Number(calculated[1]) ? plain : undefined;
}

function utRates(document: OrderDocument): string[] {
  const documentHasRate = document.taxes.some(({ rate }) => rate !== undefined && rate !== '');
  let before = without;
  return document.lines.map(({ taxes }) => {
    const text = taxes.find(({ rate }) => rate)?.rate;
    if (text === undefined) return before;
    const rate = known(text, standard);
    const zero = documentHasRate ? '0 %' : without;
    before = rate === undefined || rate === '0 %' ? zero : rate;
    return before;
  });
}

function unfRate(configuration: Configuration, { taxes }: OrderLine): string {
  const vat = taxes.filter(({ name }) => name === 'НДС');
  if (vat.length === 0) return without;
  const text = vat.find(({ rate }) => rate)?.rate;
  if (text === undefined) return '20 %';
  return known(text, configuration === 'bitrix-module' ? bitrixModule : standard) ?? without;
}
