import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { inRoot } from './workspace.ts';

const declarations = (name: string) => inRoot(`packages/${name}/dist/types`);
const target = inRoot('packages/button/dist/esm');

/**
 * Lays the button's declarations beside its ESM build. What they take from `protocol`, which is not published, comes along, so the
 * package can be used alone.
 */
export function publishTypes(): void {
  const allowed = dependencies();
  const done = new Set<string>();
  const publish = (name: 'button' | 'protocol', path: string): void => {
    const to = join(target, name === 'protocol' ? 'protocol' : '', path);
    if (done.has(to)) return;
    done.add(to);
    const code = readFileSync(join(declarations(name), path), 'utf8').replace(specifiers, (specifier) => {
      if (specifier.startsWith('.')) {
        publish(name, join(dirname(path), specifier).replace(/(\.d)?\.ts$/, '.d.ts'));
        return specifier.replace(/(\.d)?\.ts$/, '.js');
      }
      const [, ownPath] = /^@installment-button\/protocol(?:\/(.*))?$/.exec(specifier) ?? [];
      if (ownPath !== undefined || specifier === '@installment-button/protocol') {
        const file = ownPath ?? 'index';
        publish('protocol', `${file}.d.ts`);
        const link = relative(dirname(to), join(target, 'protocol', `${file}.js`));
        return link.startsWith('.') ? link : `./${link}`;
      }
      if (!allowed.some((dependency) => specifier === dependency || specifier.startsWith(`${dependency}/`))) {
        throw new Error(`${path} of ${name} takes types from ${specifier}, which is no dependency of the button`);
      }
      return specifier;
    });
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, code.replace(/\/\/# sourceMappingURL=.*\n?/, ''));
  };
  publish('button', 'index.d.ts');
}

const specifiers = /(?<=(?:from |import |import\()(['"]))[^'"]+(?=\1)/g;

function dependencies(): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(inRoot('packages/button/package.json'), 'utf8')) as { dependencies?: object };
  return Object.keys(dependencies);
}
