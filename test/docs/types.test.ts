import { join } from 'node:path';
import { expect } from 'chai';
import { linkPackages } from '../support/linked-project.ts';
import { allPages, blocksOf, root } from '../support/markdown.ts';
import { createSandbox } from '../support/sandbox.ts';

const compilerOptions = {
  target: 'es2024',
  lib: ['es2024'],
  module: 'nodenext',
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
};

/** Configs, plugins and programs of users; what continues another example, or is a file of a whole plugin, cannot stand alone. */
const examples = allPages()
  .filter(({ path }) => !path.startsWith('api/'))
  .flatMap(({ path, text }) =>
    blocksOf(text)
      .filter(
        (block) =>
          block.language === 'ts' &&
          !/from '\.\.?\//.test(block.text) &&
          /^import .* from '(hatchery|@hatchery\/core)';$/m.test(block.text),
      )
      .map((block) => ({ name: `${path.replaceAll('/', '-')}-${block.line}.ts`, text: block.text })),
  );

describe('the TypeScript examples in the documentation', () => {
  it('have no type error', async function () {
    this.timeout(60_000);
    expect(examples).to.have.length.above(7);
    await using sandbox = await createSandbox();
    await linkPackages(sandbox.folder);
    await sandbox.write('package.json', JSON.stringify({ private: true, type: 'module' }));
    await sandbox.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    for (const { name, text } of examples) await sandbox.write(name, text);
    const tsc = join(root, 'node_modules/.bin/tsc');
    const sound = await sandbox.sh(`${tsc} -p .`);
    expect(sound.code, sound.stdout).to.equal(0);

    const wrong = examples.map(({ text }) => text).find((text) => text.includes("region: 'eu'"));
    await sandbox.write('wrong.ts', wrong?.replace("region: 'eu'", "region: 'moon'") ?? '');
    const broken = await sandbox.sh(`${tsc} -p .`);
    expect(broken.stdout).to.match(/^wrong\.ts\(\d+,\d+\): error .*moon/m);
  });
});
