import { defineConfig, type DefaultTheme } from 'vitepress';

/*
 * The documentation as a site: `npm run build -- --only=docs` makes it, and the service shows it at /docs. English pages are the files of
 * this folder, Russian ones those of `ru/`. A page that stands in both has the same name.
 */

const english: DefaultTheme.SidebarItem[] = [
  {
    text: 'Owners of shops',
    items: [
      { text: 'From nothing to a test purchase', link: '/guide' },
      { text: 'The cabinet', link: '/cabinet' },
      { text: 'Moving from T-Bank', link: '/moving-from-t-bank' },
      { text: 'T-Bank’s API, status by status', link: '/t-bank' },
      { text: 'Lenders with a page of their own', link: '/lenders' },
    ],
  },
  {
    text: 'Developers of shops',
    items: [
      { text: 'Playground', link: '/playground' },
      { text: 'Styling', link: '/styling' },
      { text: 'Events', link: '/events' },
      { text: 'Webhooks', link: '/webhooks' },
      { text: 'API reference', link: '/api', target: '_self' },
    ],
  },
  {
    text: 'Operators',
    items: [
      { text: 'Operations', link: '/operations' },
      { text: 'Security', link: '/security' },
      { text: 'Scale', link: '/scale' },
      { text: 'Performance', link: '/performance' },
    ],
  },
];

const russian: DefaultTheme.SidebarItem[] = [
  {
    text: 'Владельцу магазина',
    items: [
      { text: 'С нуля до пробной покупки', link: '/ru/guide' },
      { text: 'Кабинет', link: '/ru/cabinet' },
      { text: 'Переезд с Т-Банка', link: '/ru/moving-from-t-bank' },
    ],
  },
  {
    text: 'Подключения',
    items: [
      { text: 'Что подключается', link: '/ru/connections/' },
      { text: 'Чеки', link: '/ru/connections/receipts' },
      { text: 'Битрикс24', link: '/ru/connections/bitrix24' },
      { text: 'amoCRM', link: '/ru/connections/amocrm' },
      { text: 'RetailCRM', link: '/ru/connections/retailcrm' },
      { text: '1С', link: '/ru/connections/one-c' },
    ],
  },
  {
    text: 'Разработчику магазина',
    items: [
      { text: 'Примерить кнопку', link: '/ru/playground' },
      { text: 'Оформление', link: '/ru/styling' },
      { text: 'События', link: '/ru/events' },
      { text: 'Вебхуки', link: '/ru/webhooks' },
      { text: 'Справочник API (англ.)', link: '/api', target: '_self' },
    ],
  },
];

export default defineConfig({
  base: '/docs/',
  title: 'Installment Button',
  cleanUrls: true,
  // Rules for those who change the project; they are read beside the code.
  srcExclude: ['decisions/**', 'promises.md', 'form.md'],
  // Made beside these pages, by `scripts/build-docs.ts`.
  ignoreDeadLinks: ['/api'],
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'Sell in installments from any web page',
      themeConfig: { sidebar: english },
    },
    ru: {
      label: 'Русский',
      lang: 'ru',
      description: 'Рассрочка с любой страницы',
      themeConfig: {
        sidebar: russian,
        outline: { label: 'На этой странице' },
        docFooter: { prev: 'Назад', next: 'Дальше' },
        darkModeSwitchLabel: 'Оформление',
        lightModeSwitchTitle: 'Светлое оформление',
        darkModeSwitchTitle: 'Тёмное оформление',
        sidebarMenuLabel: 'Разделы',
        returnToTopLabel: 'Наверх',
        langMenuLabel: 'Язык',
        skipToContentLabel: 'К содержанию',
        notFound: {
          title: 'Такой страницы нет',
          quote: 'Возможно, адрес написан с ошибкой или страница переехала.',
          linkLabel: 'На главную',
          linkText: 'На главную',
        },
      },
    },
  },
  themeConfig: {
    // Not every page is in both languages: the menu leads to the other language's first page.
    i18nRouting: false,
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: {
        locales: {
          ru: {
            translations: {
              button: { buttonText: 'Поиск', buttonAriaLabel: 'Поиск по документации' },
              modal: {
                displayDetails: 'Показать подробности',
                resetButtonTitle: 'Очистить',
                backButtonTitle: 'Закрыть поиск',
                noResultsText: 'Ничего не нашлось по запросу',
                footer: { selectText: 'открыть', navigateText: 'выбрать', closeText: 'закрыть' },
              },
            },
          },
        },
      },
    },
  },
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
  head: [['link', { rel: 'icon', href: '/favicon.ico' }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('installment-') } } },
});
