/** What 1C says of one of our orders. */
export interface UploadedOrder {
  number: string;
  canceled: boolean;
  handedOver: boolean;
}

/**
 * Reads the orders of a file of 1C once it is complete; null before that. 1C writes namespaces as it likes and some requisites with and
 * without blanks, so local names and names without blanks are compared.
 */
export function readUpload(xml: string): UploadedOrder[] | null {
  if (!/<\/(?:\w+:)?КоммерческаяИнформация>\s*$/.test(xml)) return null;
  return [...xml.matchAll(/<(?:[\w]+:)?Документ>([\s\S]*?)<\/(?:[\w]+:)?Документ>/g)].flatMap(([, document = '']) => {
    const number = valueOf(document.replace(/<(?:\w+:)?ПодчиненныеДокументы>[\s\S]*/, ''), 'Номер');
    const operation = valueOf(document, 'ХозОперация').toLowerCase();
    if (number === '' || (operation !== '' && operation !== 'заказ товара')) return [];
    const requisites = new Map(
      [...document.matchAll(/<(?:\w+:)?ЗначениеРеквизита>([\s\S]*?)<\/(?:\w+:)?ЗначениеРеквизита>/g)].map(([, part = '']) => [
        valueOf(part, 'Наименование').replace(/\s/g, '').toLowerCase(),
        valueOf(part, 'Значение').toLowerCase(),
      ]),
    );
    const handedOver = requisites.get('отгружен') === 'true' || (requisites.get('датаотгрузкипо1с') ?? '') !== '';
    return [{ number, canceled: requisites.get('отменен') === 'true', handedOver }];
  });
}

function valueOf(xml: string, name: string): string {
  const found = new RegExp(`<(?:\\w+:)?${name}>([^<]*)</`).exec(xml)?.[1] ?? '';
  return found
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();
}
