import type { Preview } from '@storybook/web-components-vite';
import { setCustomElementsManifest } from '@storybook/web-components-vite';
import { mswLoader } from 'msw-storybook-addon/csf3';
import '@installment-button/ui/page.css';
import manifest from './custom-elements.json';

setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  loaders: [mswLoader()],
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
  },
  globalTypes: {
    theme: { description: 'Theme', toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true } },
    locale: { description: 'Language', toolbar: { icon: 'globe', items: ['ru', 'en'], dynamicTitle: true } },
  },
  initialGlobals: { theme: 'light', locale: 'ru' },
  decorators: [
    (story, { globals }) => {
      const { theme, locale } = globals;
      document.documentElement.dataset['theme'] = String(theme);
      document.documentElement.style.colorScheme = String(theme);
      document.documentElement.lang = String(locale);
      return story();
    },
  ],
};

export default preview;
