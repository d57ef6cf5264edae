export interface Good {
  id: string;
  name: string;
  /** Kopecks. Prices live on the server: what a browser says about them does not count. */
  price: number;
  vendorCode: string;
  category: Category;
  /** «Двухкамерные», «Norden»: the way to it. */
  path: string[];
  rating: string;
  specification: [name: string, value: string][];
  /** Pictures in `public/goods`, the first is the good itself. */
  pictures: { file: string; of: string }[];
}

export const categories = ['Холодильники', 'Стирка', 'Плиты', 'Климат', 'Мелкая техника'] as const;
export type Category = (typeof categories)[number];

export const goods: readonly Good[] = [
  {
    id: 'norden-rf-340',
    name: 'Холодильник Norden RF-340',
    price: 49_990_00,
    vendorCode: '204118',
    category: 'Холодильники',
    path: ['Двухкамерные', 'Norden'],
    rating: '4,8 из 5, 126 отзывов',
    specification: [
      ['Объём', '340 л'],
      ['Высота', '186 см'],
      ['Заморозка', 'No Frost'],
      ['Энергокласс', 'A++'],
      ['Шум', '38 дБ'],
      ['Гарантия', '3 года'],
    ],
    pictures: [
      { file: 'norden-rf-340.svg', of: 'Холодильник спереди' },
      { file: 'norden-rf-340-shelves.svg', of: 'Полки внутри' },
      { file: 'norden-rf-340-height.svg', of: 'Высота 186 см' },
    ],
  },
  {
    id: 'oka-7',
    name: 'Стиральная машина «Ока 7»',
    price: 42_990_00,
    vendorCode: '311207',
    category: 'Стирка',
    path: ['Стиральные машины', '«Ока»'],
    rating: '4,7 из 5, 89 отзывов',
    specification: [
      ['Загрузка', '7 кг'],
      ['Отжим', '1200 об/мин'],
      ['Глубина', '45 см'],
      ['Шум при стирке', '52 дБ'],
      ['Гарантия', '2 года'],
    ],
    pictures: [{ file: 'oka-7.svg', of: 'Стиральная машина спереди' }],
  },
  {
    id: 'ochag-60',
    name: 'Плита «Очаг 60»',
    price: 31_200_00,
    vendorCode: '402560',
    category: 'Плиты',
    path: ['Электрические', '«Очаг»'],
    rating: '4,6 из 5, 54 отзыва',
    specification: [
      ['Ширина', '60 см'],
      ['Конфорки', '4, стеклокерамика'],
      ['Духовка', '62 л, конвекция'],
      ['Гарантия', '2 года'],
    ],
    pictures: [{ file: 'ochag-60.svg', of: 'Плита спереди' }],
  },
  {
    id: 'veter-9',
    name: 'Кондиционер «Ветер 9»',
    price: 38_900_00,
    vendorCode: '505090',
    category: 'Климат',
    path: ['Сплит-системы', '«Ветер»'],
    rating: '4,5 из 5, 41 отзыв',
    specification: [
      ['Площадь', 'до 27 м²'],
      ['Компрессор', 'инверторный'],
      ['Шум', '21 дБ'],
      ['Гарантия', '3 года'],
    ],
    pictures: [{ file: 'veter-9.svg', of: 'Внутренний блок кондиционера' }],
  },
  {
    id: 'shoroh-2',
    name: 'Пылесос «Шорох 2»',
    price: 18_700_00,
    vendorCode: '608002',
    category: 'Мелкая техника',
    path: ['Пылесосы', '«Шорох»'],
    rating: '4,4 из 5, 73 отзыва',
    specification: [
      ['Мощность всасывания', '220 Вт'],
      ['Контейнер', '0,8 л'],
      ['Работа от батареи', '50 минут'],
      ['Гарантия', '1 год'],
    ],
    pictures: [{ file: 'shoroh-2.svg', of: 'Вертикальный пылесос' }],
  },
  {
    id: 'klyuch-17',
    name: 'Чайник «Ключ 1,7»',
    price: 2_490_00,
    vendorCode: '609017',
    category: 'Мелкая техника',
    path: ['Чайники', '«Ключ»'],
    rating: '4,9 из 5, 210 отзывов',
    specification: [
      ['Объём', '1,7 л'],
      ['Мощность', '2200 Вт'],
      ['Корпус', 'сталь'],
      ['Гарантия', '1 год'],
    ],
    pictures: [{ file: 'klyuch-17.svg', of: 'Чайник' }],
  },
];

export const goodById = (id: string): Good | undefined => goods.find((good) => good.id === id);
