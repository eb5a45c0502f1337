import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { officialAliases } from '../src/plugins/official-aliases.ts';

interface Manifest {
  readonly name: string;
  readonly hatchery: { readonly aliases?: readonly string[] };
}

describe('our own aliases', () => {
  it('are those that the manifests of the plugins state', () => {
    const cwd = fileURLToPath(new URL('../../../plugins', import.meta.url));
    const manifests = globSync('*/package.json', { cwd }).map(
      (path) => JSON.parse(readFileSync(`${cwd}/${path}`, 'utf8')) as Manifest,
    );
    const stated = manifests.flatMap(({ name, hatchery }) => (hatchery.aliases ?? []).map((alias) => [alias, name]));
    expect([...officialAliases]).to.have.deep.members(stated);
  });
});
