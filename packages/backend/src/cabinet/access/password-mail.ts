import { mailOf, type MailText } from '../../messages/mail-text.ts';

interface PasswordMail {
  purpose: 'invitation' | 'reset';
  language: 'ru' | 'en';
  shop: string;
  link: string;
}

const words = {
  ru: {
    invitation: {
      subject: (shop: string) => `Приглашение в кабинет магазина «${shop}»`,
      lines: (shop: string) => [`Вас пригласили в кабинет магазина «${shop}».`, 'Откройте ссылку, назовите себя и придумайте пароль:'],
      end: 'Ссылка открывается один раз и действует семь дней.',
    },
    reset: {
      subject: () => 'Новый пароль для кабинета',
      lines: (shop: string) => [
        `Кто-то, надеемся, вы, просит новый пароль для кабинета магазина «${shop}».`,
        'Откройте ссылку и придумайте его:',
      ],
      end: 'Ссылка открывается один раз и действует час. Если просили не вы, ничего делать не нужно.',
    },
  },
  en: {
    invitation: {
      subject: (shop: string) => `Invitation to the cabinet of ${shop}`,
      lines: (shop: string) => [`You are invited to the cabinet of ${shop}.`, 'Open the link, say your name and choose a password:'],
      end: 'The link opens once and is good for seven days.',
    },
    reset: {
      subject: () => 'A new password for the cabinet',
      lines: (shop: string) => [
        `Somebody, we hope you, asked for a new password for the cabinet of ${shop}.`,
        'Open the link and choose it:',
      ],
      end: 'The link opens once and is good for an hour. If it was not you, there is nothing to do.',
    },
  },
};

/** The e-mail with a one-use link for setting a password. */
export function passwordMail({ purpose, language, shop, link }: PasswordMail): MailText {
  const { subject, lines, end } = words[language][purpose];
  return mailOf(subject(shop), [...lines(shop), link, end], link);
}

const taken = {
  ru: (shop: string) => ({
    subject: `Приглашение в кабинет магазина «${shop}»`,
    paragraphs: [
      `Вас пригласили в кабинет магазина «${shop}», но с этим адресом вы уже входите в кабинет другого магазина.`,
      'Попросите пригласить вас на другой адрес. Если вы не ждали приглашения, ничего делать не нужно.',
    ],
  }),
  en: (shop: string) => ({
    subject: `Invitation to the cabinet of ${shop}`,
    paragraphs: [
      `You are invited to the cabinet of ${shop}, but you sign in to another shop with this address.`,
      'Ask for an invitation to another address. If you did not expect an invitation, there is nothing to do.',
    ],
  }),
};

/** For an e-mail address that signs in to another shop. Only its owner reads this. */
export function emailTakenMail(language: 'ru' | 'en', shop: string): MailText {
  const { subject, paragraphs } = taken[language](shop);
  return mailOf(subject, paragraphs, '');
}
