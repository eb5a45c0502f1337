import { join } from 'node:path';
import { expect } from 'chai';
import { linkPackages } from '../support/linked-project.ts';
import { allPages, blocksOf, root } from '../support/markdown.ts';
import { createSandbox } from '../support/sandbox.ts';

const compilerOptions = {
  target: 'es2024',
  lib: ['es2024'],
  module: 'nodenext',
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
      .map((block) => ({ path, name: `${path.replaceAll('/', '-')}-${block.line}.ts`, text: block.text })),
  );

/** Whoever writes a plugin has Node's types; whoever writes a config need not. */
const ofPlugins = examples.filter(({ path }) => path.startsWith('docs/writing-a-'));
const ofConfigs = examples.filter((example) => !ofPlugins.includes(example));

const tsc = join(root, 'node_modules/.bin/tsc');

describe('the TypeScript examples in the documentation', () => {
  it('have no type error', async function () {
    this.timeout(60_000);
    expect(examples).to.have.length.above(7);
    await using sandbox = await createSandbox();
    await linkPackages(sandbox.folder);
    await sandbox.write('package.json', JSON.stringify({ private: true, type: 'module' }));
    const kinds = { plugins: ofPlugins, configs: ofConfigs };
    for (const [kind, blocks] of Object.entries(kinds)) {
      const types = kind === 'plugins' ? [join(root, 'node_modules/@types/node')] : [];
      const settings = { compilerOptions: { ...compilerOptions, types }, include: ['*.ts'] };
      await sandbox.write(`${kind}/tsconfig.json`, JSON.stringify(settings));
      for (const { name, text } of blocks) await sandbox.write(`${kind}/${name}`, text);
      const sound = await sandbox.sh(`${tsc} -p ${kind}`);
      expect(sound.code, sound.stdout).to.equal(0);
    }

    const wrong = ofConfigs.map(({ text }) => text).find((text) => text.includes("region: 'eu'"));
    await sandbox.write('configs/wrong.ts', wrong?.replace("region: 'eu'", "region: 'moon'") ?? '');
    const broken = await sandbox.sh(`${tsc} -p configs`);
    expect(broken.stdout).to.match(/^configs\/wrong\.ts\(\d+,\d+\): error .*moon/m);
  });
});
