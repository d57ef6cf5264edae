import { createHash } from 'node:crypto';
import type { App } from '../platform/http/http.ts';
import { prefersEnglish } from './docs-routes.ts';

const words = {
  ru: {
    title: 'Рассрочка с любой страницы',
    lead: 'Сервис работает. Куда дальше?',
    links: [
      ['/cabinet', 'Кабинет', 'заявки, возвраты и настройки магазина'],
      ['/docs/ru/guide', 'С нуля до пробной покупки', 'кнопка на вашей странице за десять минут'],
      ['/docs/ru/', 'Документация', 'оформление, события, вебхуки'],
      ['/docs/api', 'Справочник API', 'все запросы и ответы, на английском'],
    ],
    buyer: 'Оформляли покупку? Откройте ссылку из СМС или письма: она ведёт прямо к вашей заявке.',
  },
  en: {
    title: 'Installments from any web page',
    lead: 'The service is running. Where to?',
    links: [
      ['/cabinet', 'Cabinet', 'orders, refunds and settings of the shop'],
      ['/docs/guide', 'From nothing to a test purchase', 'the button on your page in ten minutes'],
      ['/docs/', 'Documentation', 'styling, events, webhooks'],
      ['/docs/api', 'API reference', 'every call and answer'],
    ],
    buyer: 'Did you apply for a purchase? Open the link in the SMS or e-mail: it leads straight to your application.',
  },
} as const;

const styles =
  ':root{color-scheme:light dark}body{max-width:40rem;margin:0 auto;padding:12vh 24px 48px;font:1.0625rem/1.5 system-ui,sans-serif}' +
  'h1{margin:0 0 8px;font-size:2rem;line-height:1.2}ul{margin:32px 0;padding:0;list-style:none}li{padding:8px 0}' +
  'a{color:inherit;font-weight:600;text-underline-offset:4px}';
const policy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'; ` +
  "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What somebody sees who types the service's bare address. */
export function frontPageRoute(app: App): void {
  app.get('/', { schema: { hide: true } }, (request, reply) => {
    const language = prefersEnglish(request.headers['accept-language']) ? 'en' : 'ru';
    const { title, lead, links, buyer } = words[language];
    const list = links.map(([address, name, about]) => `<li><a href="${address}">${name}</a> — ${about}</li>`).join('');
    return reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'public, max-age=300', vary: 'accept-language' })
      .type('text/html; charset=utf-8')
      .send(
        `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
          `<title>${title}</title><link rel="icon" href="/favicon.ico"><style>${styles}</style></head>` +
          `<body><main><h1>${title}</h1><p>${lead}</p><ul>${list}</ul><p>${buyer}</p></main></body></html>`,
      );
  });
}
