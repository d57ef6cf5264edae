import type { Meta } from '@storybook/web-components-vite';
import { story } from './scene.ts';

/** The door: a password, the app's code, a new password. */
const meta: Meta = {
  title: 'Cabinet/Signing in',
  parameters: { layout: 'fullscreen', docs: { story: { inline: false, height: '800px' } } },
};
export default meta;

const signedOut = { me: null };

export const Password = story({ path: '/orders', state: signedOut, shows: '#password' });

export const WrongPassword = story({
  path: '/orders',
  state: signedOut,
  shows: '#password',
  async then(page) {
    await page.types('#email', 'anna@teplydom.example');
    await page.types('#password', 'wrong password');
    page.find('form .button')?.click();
    await page.sees('.alert');
  },
});

export const TooManyTries = story({
  path: '/orders',
  state: signedOut,
  prepare: ({ refusals }) =>
    refusals.set('POST /sign-in', { status: 429, body: { type: 'about:blank', title: '', status: 429, code: 'rate_limited' } }),
  shows: '#password',
  async then(page) {
    await page.types('#email', 'anna@teplydom.example');
    await page.types('#password', 'right password');
    page.find('form .button')?.click();
    await page.sees('.alert');
  },
});

export const AppCode = story({
  path: '/orders',
  state: { me: null, code: '123456' },
  shows: '#password',
  async then(page) {
    await page.types('#email', 'anna@teplydom.example');
    await page.types('#password', 'right password');
    page.find('form .button')?.click();
    await page.sees('ui-code-input');
  },
});

export const ForgottenPassword = story({
  path: '/orders',
  state: signedOut,
  shows: '.forgotten button',
  then: (page) => page.find('.forgotten button')?.click(),
});

export const Invitation = story({ path: '/password#token-of-an-invitation', state: signedOut, shows: '#new-password' });

export const LinkGone = story({
  path: '/password#token-of-an-old-link',
  state: signedOut,
  prepare: ({ refusals }) =>
    refusals.set('POST /password/link', { status: 410, body: { type: 'about:blank', title: '', status: 410, code: 'link_expired' } }),
  shows: '.message button',
});
