import { fileURLToPath } from 'node:url';
import type { StorybookConfig } from '@storybook/web-components-vite';

const mockServiceWorker = fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js'));

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.stories.ts', '../stories/**/*.mdx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  staticDirs: [{ from: mockServiceWorker, to: '/mockServiceWorker.js' }],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // Workspaces are read from their sources, by the `workspace` condition.
  viteFinal: (vite) => ({
    ...vite,
    resolve: { ...vite.resolve, conditions: ['workspace', 'browser', 'module', 'import', 'default'] },
    build: { ...vite.build, chunkSizeWarningLimit: 4000 },
  }),
};

export default config;
