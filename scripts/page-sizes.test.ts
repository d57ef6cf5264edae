import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { it } from 'node:test';
import { loadedBytes, loadedFiles, pageSizes } from './page-sizes.ts';

it('counts what a page loads before its first screen: what it imports at once, and no page beside it', () => {
  const cabinet = pageSizes.find(({ page }) => page === 'cabinet')!;
  const names = (firstScreen: string[]) =>
    loadedFiles({ ...cabinet, firstScreen }).map((file) => basename(file).replace(/-[\w-]{8}\./, '.'));
  assert.deepEqual(names([]).toSorted(), ['main.js', 'page.css', 'page.css']);
  const withAnalytics = names(['analytics-page']);
  assert.ok(withAnalytics.includes('analytics-page.js'));
  assert.ok(withAnalytics.includes('tab-list.js'), 'what the chunk imports comes along');
  assert.ok(loadedBytes({ ...cabinet, firstScreen: ['analytics-page'] }) > loadedBytes(cabinet) + 20_000);
  assert.throws(() => loadedFiles({ ...cabinet, firstScreen: ['no-such-page'] }), /no chunk/);
});

it('the application’s first step takes the words of one language along, and none of the later steps', () => {
  const application = pageSizes.find(({ page }) => page === 'application')!;
  const names = loadedFiles(application).map((file) => basename(file).replace(/-[\w-]{8}\./, '.'));
  assert.deepEqual(names.toSorted(), ['early-session.js', 'main.js', 'page.css', 'page.css', 'plural-ru.js', 'ru.js']);
  assert.ok(loadedBytes(application) <= application.limit);
});
