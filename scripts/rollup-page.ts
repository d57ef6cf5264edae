import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import type { OutputBundle, Plugin, PluginContext } from 'rollup';

/**
 * Builds a page from its HTML: the module scripts it names become hashed chunks, the style sheets, fonts and pictures hashed files,
 * and the addresses are rewritten. A reference is a relative path or a file of a workspace (`@installment-button/ui/page.css`).
 * Everything else in the HTML, the placeholders which the server fills among it, stays as written.
 */
export function page(html: string, { base, minify }: { base: string; minify: boolean }): Plugin {
  const locate = (reference: string, from: string): string =>
    reference.startsWith('.') ? resolve(dirname(from), reference) : fileURLToPath(import.meta.resolve(reference));

  async function emit(context: PluginContext, file: string): Promise<string> {
    context.addWatchFile(file);
    const source = file.endsWith('.css') ? await styleSheet(context, file) : await readFile(file);
    return base + basename(context.getFileName(context.emitFile({ type: 'asset', name: basename(file), source })));
  }

  async function styleSheet(context: PluginContext, file: string): Promise<string> {
    const code = await replace(await readFile(file, 'utf8'), /(?<=url\((['"]?))[^'")]+(?=\1\))/g, (reference) =>
      /^(data:|https?:|\/|#)/.test(reference) ? reference : emit(context, locate(reference, file)),
    );
    return minify ? (await transform(code, { loader: 'css', minify })).code : code;
  }

  return {
    name: 'page',
    async options(options) {
      const scripts = [...(await readFile(html, 'utf8')).matchAll(moduleScripts)].map(([reference]) => locate(reference, html));
      if (scripts.length === 0) throw new Error(`${html} has no module script`);
      return { ...options, input: scripts };
    },
    buildStart() {
      this.addWatchFile(html);
    },
    async generateBundle(_options, bundle) {
      const preloads = new Set<string>();
      const source = await replace(await readFile(html, 'utf8'), references, async (reference) => {
        const file = locate(reference, html);
        const chunk = entryOf(bundle, file);
        if (!chunk) return emit(this, file);
        for (const imported of chunk.imports) preloads.add(`<link rel="modulepreload" href="${base}${basename(imported)}">`);
        return base + basename(chunk.fileName);
      });
      this.emitFile({ type: 'asset', fileName: basename(html), source: source.replace('</head>', `${[...preloads].join('')}</head>`) });
    },
  };
}

const moduleScripts = /(?<=<script type="module" src=")[^"]+(?=")/g;
const references = /(?<=(?:src|href)=")(?:\.|@installment-button\/)[^"]*(?=")/g;

const entryOf = (bundle: OutputBundle, module: string) =>
  Object.values(bundle).find((output) => output.type === 'chunk' && output.facadeModuleId === module) as
    Extract<OutputBundle[string], { type: 'chunk' }> | undefined;

async function replace(text: string, pattern: RegExp, by: (match: string) => string | Promise<string>): Promise<string> {
  const found = [...text.matchAll(pattern)].map(([match]) => match);
  const replacements = await Promise.all(found.map(async (match) => by(match)));
  return text.replace(pattern, () => replacements.shift() ?? '');
}
