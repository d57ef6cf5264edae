import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';

/** The manifest that is published, and with it what editors read: VS Code's custom data, JetBrains' web types. */
export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*.node-test.ts', 'src/**/*.styles.ts', 'src/testing/**'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [
    customElementVsCodePlugin({ outdir: 'dist', htmlFileName: 'vscode.html-data.json', cssFileName: 'vscode.css-data.json' }),
    customElementJetBrainsPlugin({ outdir: 'dist', packageJson: false }),
  ],
};
