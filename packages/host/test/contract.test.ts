import { expect } from 'chai';
import { failureOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';
import { destinationPackage, sourcePackage } from './support/plugin-files.ts';

const config =
  'streams:\n  - { id: a, source: { use: acme, deep: canary-4f1d }, destination: { use: disk, path: p } }\n';

/** Loads a source whose options are said by this schema. */
async function load(schema: string, imports = `import { defineSource, z } from '@hatchery/core';`) {
  const code = `${imports}\nexport default defineSource({ config: ${schema}, async collect() {} });`;
  const packages = [sourcePackage('hatchery-source-acme', {}, code), destinationPackage('hatchery-dest-disk')];
  const project = await openWith(config, { packages });
  return project.bind(project.streams);
}

describe('a plugin whose options break the contract', () => {
  for (const [what, schema, deed] of [
    ['a text', `'text'`, 'no zod schema'],
    ['nothing', 'undefined', 'no zod schema'],
    ['JSON Schema', `{ type: 'object', properties: {} }`, 'no zod schema'],
    ['a schema of an older zod', `{ _def: {}, safeParse: () => ({ success: true }) }`, 'another version of zod'],
    ['a schema of a text', 'z.string()', 'no schema of an object'],
    ['a list', 'z.array(z.string())', 'no schema of an object'],
    ['a choice of texts and numbers', 'z.union([z.string(), z.number()])', 'no schema of an object'],
  ] as const) {
    it(`is not taken with ${what} for its schema`, async () => {
      const error = await failureOf(load(schema));
      expect(error.code).to.equal('PLUGIN_NOT_A_PLUGIN');
      expect(error.message).to.equal(
        `hatchery-source-acme is not a hatchery plugin: its \`config\` is ${deed.startsWith('no') ? deed : `a schema of ${deed}`}.`,
      );
      expect(error.hint).to.include('docs/contract.md#options-are-a-zod-object.');
      expect(error.context.plugin).to.equal('hatchery-source-acme');
    });
  }

  for (const [what, schema] of [
    [
      'a choice of objects',
      `z.discriminatedUnion('deep', [z.object({ deep: z.literal('canary-4f1d') }), z.object({ deep: z.literal('b') })])`,
    ],
    ['an object that is transformed', 'z.object({ deep: z.string() }).transform(({ deep }) => deep)'],
    ['two objects in one', 'z.intersection(z.object({ deep: z.string() }), z.object({}))'],
    ['a record', 'z.record(z.string(), z.string())'],
    ['an object that is computed first', 'z.preprocess((value) => value, z.object({ deep: z.string() }))'],
  ] as const) {
    it(`is taken with ${what}`, async () => {
      expect(await load(schema)).to.have.length(1);
    });
  }

  for (const [what, refinement, words] of [
    ['throws', `() => { throw new Error('in ' + 'refine'); }`, 'Error: in refine'],
    ['throws a text', `() => { throw 'oops'; }`, 'oops'],
    ['throws nothing at all', `() => { throw Object.create(null); }`, '{}'],
    ['waits', 'async () => true', 'a check of its schema is asynchronous'],
    ['waits for ever', '() => new Promise(() => {})', 'a check of its schema is asynchronous'],
  ] as const) {
    it(`is told so when a check of its schema ${what}`, async () => {
      const error = await failureOf(load(`z.strictObject({ deep: z.string().refine(${refinement}) })`));
      expect(error.code).to.equal('PLUGIN_THREW');
      expect(error.message)
        .to.include('hatchery-source-acme')
        .and.include('while its options were checked')
        .and.include(words);
      expect(error.hint).to.include('docs/contract.md#options-are-checked-at-once.');
    });
  }

  it('is told where it threw, and no value of its options', async () => {
    const error = await failureOf(
      load(`z.strictObject({ deep: z.string().refine((value) => { throw new Error('no'); }) })`),
    );
    expect(error.context['place']).to.match(/node_modules\/hatchery-source-acme\/index\.js:2:\d+$/);
    expect(JSON.stringify([error.message, error.hint, error.context])).not.to.include('canary');
  });

  it('is told where it threw while it was loaded', async () => {
    const error = await failureOf(
      load('z.strictObject({})', `import { defineSource, z } from '@hatchery/core';\nnull.x;`),
    );
    expect(error.code).to.equal('PLUGIN_THREW');
    expect(error.context['place']).to.match(/node_modules\/hatchery-source-acme\/index\.js:2:\d+$/);
  });
});
