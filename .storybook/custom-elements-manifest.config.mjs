export default {
  globs: ['packages/{button,ui}/src/**/*.ts'],
  exclude: ['**/*.test.ts', '**/*.node-test.ts', '**/*.styles.ts'],
  outdir: '.storybook',
  litelement: true,
  packagejson: false,
};
