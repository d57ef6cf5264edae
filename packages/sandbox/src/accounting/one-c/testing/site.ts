import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { after } from 'node:test';

export interface SiteRequest {
  mode: string;
  query: URLSearchParams;
  authorization: string;
  cookie: string;
  body: Buffer;
}

export interface SiteReply {
  status?: number;
  contentType?: string;
  body: string | Buffer;
}

/** The site's end of the exchange, written from the protocol: a test replaces the answer of one mode and keeps the others right. */
export async function site(answers: Partial<Record<string, SiteReply | ((request: SiteRequest) => SiteReply)>> = {}) {
  const requests: SiteRequest[] = [];
  const usual: typeof answers = {
    checkauth: { body: 'success\nPHPSESSID\nabc123\nsessid=5f2e\n' },
    init: { body: 'zip=no\nfile_limit=204800' },
    query: xml(''),
    success: { body: 'success' },
    file: { body: 'success' },
    import: { body: 'success' },
    ...answers,
  };
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const query = new URL(request.url ?? '', 'http://site').searchParams;
      const { authorization = '', cookie = '' } = request.headers;
      const received = { mode: query.get('mode') ?? '', query, authorization, cookie, body };
      requests.push(received);
      const answer = usual[received.mode];
      const reply = typeof answer === 'function' ? answer(received) : (answer ?? { body: 'failure\nunknown mode' });
      response.writeHead(reply.status ?? 200, { 'content-type': reply.contentType ?? 'text/plain; charset=utf-8' }).end(reply.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return { url, requests, modes: () => requests.map(({ mode }) => mode), answers: usual };
}

export const xml = (documents: string): SiteReply => ({
  contentType: 'application/xml; charset=utf-8',
  body: file(documents),
});

export const file = (documents: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="2.09" ДатаФормирования="2026-12-01T12:00:00">${documents}</КоммерческаяИнформация>`;

export interface OrderParts {
  number?: string;
  operation?: string;
  currency?: string;
  customer?: string;
  taxes?: string;
  lines?: string;
  requisites?: Record<string, string>;
  more?: string;
  sum?: string;
}

const customer =
  '<Контрагенты><Контрагент><Ид>buyer-1</Ид><Наименование>Иван Петров</Наименование><Роль>Покупатель</Роль><ПолноеНаименование>Иван Петров</ПолноеНаименование>' +
  '<Адрес><Представление>Москва, Лесная, 5</Представление></Адрес><Контакты><Контакт><Тип>ТелефонРабочий</Тип><Значение>+79160000001</Значение></Контакт>' +
  '<Контакт><Тип>Электронная почта</Тип><Значение>lost@buyer.example</Значение></Контакт></Контакты></Контрагент></Контрагенты>';

export const vatTax = (rate: string, included = 'true') =>
  `<Налоги><Налог><Наименование>НДС</Наименование><УчтеноВСумме>${included}</УчтеноВСумме><Ставка>${rate}</Ставка></Налог></Налоги>`;

export const line = ({ rate = '20', unit = '796', sum = '100.00' }: { rate?: string | undefined; unit?: string; sum?: string } = {}) =>
  `<Товар><Ид>sku-1</Ид><Наименование>Кофеварка</Наименование><БазоваяЕдиница Код="${unit}">шт</БазоваяЕдиница><ЦенаЗаЕдиницу>${sum}</ЦенаЗаЕдиницу>` +
  `<Количество>1</Количество><Сумма>${sum}</Сумма>${rate === '' ? '' : vatTax(rate)}</Товар>`;

export function order({
  number = '17',
  operation = 'Заказ товара',
  currency = '<Валюта>руб.</Валюта>',
  sum = '100.00',
  ...parts
}: OrderParts = {}): string {
  const requisites = Object.entries(parts.requisites ?? {}).map(
    ([name, value]) => `<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение></ЗначениеРеквизита>`,
  );
  return [
    `<Документ><Ид>order-${number}</Ид>${number === '' ? '' : `<Номер>${number}</Номер>`}<Дата>2026-12-01</Дата>`,
    `<ХозОперация>${operation}</ХозОперация><Роль>Продавец</Роль>${currency}<Курс>1</Курс><Сумма>${sum}</Сумма>`,
    parts.customer ?? customer,
    `<Время>12:00:00</Время>${parts.taxes ?? vatTax('20')}${parts.more ?? ''}<Товары>${parts.lines ?? line()}</Товары>`,
    `<ЗначенияРеквизитов>${requisites.join('')}</ЗначенияРеквизитов></Документ>`,
  ].join('');
}
