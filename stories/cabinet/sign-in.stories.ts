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

export const AppCode = story({
  path: '/orders',
  state: { me: null, code: '123456' },
  shows: '#password',
  async then({ type, find, sees }) {
    await type('#email', 'anna@teplydom.example');
    await type('#password', 'right password');
    find('form .button')?.click();
    await sees('ui-code-input');
  },
});

export const ForgottenPassword = story({
  path: '/orders',
  state: signedOut,
  shows: '.forgotten button',
  then: ({ find }) => find('.forgotten button')?.click(),
});

export const Invitation = story({ path: '/password#token-of-an-invitation', state: signedOut, shows: '#new-password' });
