import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ESLint } from 'eslint';
import { inRoot, root } from './workspace.ts';

const eslint = new ESLint({ cwd: root, overrideConfig: { languageOptions: { parserOptions: { projectService: false } } }, ruleFilter });

function ruleFilter({ ruleId }: { ruleId: string }): boolean {
  return ruleId === 'no-restricted-imports';
}

async function complaints(file: string, imported: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import * as it from '${imported}';\n`, { filePath: inRoot(file) });
  return (result?.messages ?? []).map(({ message }) => message);
}

const allows = async (file: string, imported: string) => assert.deepEqual(await complaints(file, imported), []);
const refuses = async (file: string, imported: string, why: RegExp) => assert.match((await complaints(file, imported)).join(), why);

describe('the layers of packages', () => {
  it('lets protocol and ui import nothing of ours', async () => {
    await refuses('packages/protocol/src/money.ts', '@installment-button/ui', /protocol imports of ours nothing/);
    await refuses('packages/ui/src/field.ts', '@installment-button/protocol/money', /ui imports of ours nothing/);
    await allows('packages/ui/src/field.ts', 'lit');
  });

  it('lets button, backend and sandbox import protocol alone', async () => {
    for (const name of ['button', 'backend', 'sandbox']) {
      await allows(`packages/${name}/src/a.ts`, '@installment-button/protocol');
      await refuses(`packages/${name}/src/a.ts`, '@installment-button/ui', /imports of ours protocol\./);
    }
  });

  it('lets application and cabinet import protocol and ui, not each other', async () => {
    await allows('packages/application/src/a.ts', '@installment-button/ui/button');
    await allows('packages/cabinet/src/a.ts', '@installment-button/protocol/status');
    await refuses('packages/cabinet/src/a.ts', '@installment-button/application', /cabinet imports of ours protocol and ui/);
    await refuses('packages/application/src/a.ts', 'installment-button', /application imports of ours protocol and ui/);
  });

  it('sees a path that climbs into another package', async () => {
    await refuses('packages/button/src/dialog/a.ts', '../../../backend/src/main.ts', /button imports of ours protocol/);
  });
});

describe("the order of the backend's modules", () => {
  it('lets a module import platform and the modules before it', async () => {
    await allows('packages/backend/src/signing/a.ts', '../context.ts');
    await allows('packages/backend/src/signing/a.ts', '../orders/transition.ts');
    await allows('packages/backend/src/fan-out/a.ts', '../banks/connector.ts');
  });

  it('refuses a module that comes later, from a folder within too', async () => {
    await refuses('packages/backend/src/orders/a.ts', '../webhooks/deliver.ts', /orders comes before it/);
    await refuses('packages/backend/src/banks/gateway/a.ts', '../../fan-out/decide.ts', /banks comes before it/);
    await refuses('packages/backend/src/platform/a.ts', '../shops/store.ts', /platform comes before it/);
    await refuses('packages/backend/src/platform/queue/a.ts', '../../context.ts', /platform is handed its Context/);
  });

  it('keeps modules from what starts them, and other packages from modules', async () => {
    await refuses('packages/backend/src/t-bank/a.ts', '../consequences.ts', /handed its Context/);
    await refuses('packages/backend/src/t-bank/a.ts', '@installment-button/sandbox', /backend imports of ours protocol/);
  });

  it('leaves main, consequences and tests free', async () => {
    await allows('packages/backend/src/consequences.ts', './webhooks/jobs.ts');
    await allows('packages/backend/src/orders/a.test.ts', '../webhooks/deliver.ts');
    await allows('packages/backend/src/testing/a.ts', '../backend.ts');
  });
});
