import { expect } from 'chai';
import { packageEntry } from '../../../src/install/candidate/package-entry.ts';

const files = new Set(['index.js', 'dist/index.js', 'dist/main.cjs', 'lib/index.js', 'data.json']);
const entry = (manifest: Record<string, unknown>, held: ReadonlySet<string> = files) =>
  packageEntry(manifest, (path) => held.has(path));

describe('the entry of a package', () => {
  const table: [manifest: Record<string, unknown>, expected: string | undefined][] = [
    [{}, 'index.js'],
    [{ exports: './dist/index.js' }, 'dist/index.js'],
    [{ exports: { '.': './dist/index.js', './x': './x.js' } }, 'dist/index.js'],
    [{ exports: { import: './dist/index.js', require: './dist/main.cjs' } }, 'dist/index.js'],
    [{ exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } } }, 'dist/index.js'],
    [{ exports: { '.': { 'hatchery-src': './src/index.ts', default: './dist/index.js' } } }, 'dist/index.js'],
    [{ exports: { '.': { node: { import: './dist/index.js' } } } }, 'dist/index.js'],
    [{ exports: { '.': { node: { require: './none.js' }, default: './dist/index.js' } } }, 'dist/index.js'],
    [{ exports: { '.': [{ require: './none.js' }, './dist/index.js'] } }, 'dist/index.js'],
    [{ exports: { '.': { import: './none.js', default: './dist/index.js' } } }, undefined],
    [{ exports: { require: './dist/main.cjs' } }, undefined],
    [{ exports: './none.js', main: './dist/index.js' }, undefined],
    [{ exports: { './x': './index.js' } }, undefined],
    [{ exports: 'dist/index.js' }, undefined],
    [{ main: 'dist/index.js' }, 'dist/index.js'],
    [{ main: './dist/index' }, 'dist/index.js'],
    [{ main: './lib' }, 'lib/index.js'],
    [{ main: './lib/' }, 'lib/index.js'],
    [{ main: './dist/main.cjs' }, 'dist/main.cjs'],
    [{ main: './data' }, 'data.json'],
    [{ main: './none' }, 'index.js'],
    [{ main: 7 }, 'index.js'],
  ];
  for (const [manifest, expected] of table) {
    it(`${JSON.stringify(manifest)}: ${expected ?? 'none'}`, () => expect(entry(manifest)).to.equal(expected));
  }

  it('is none in an empty package', () => {
    expect(entry({}, new Set())).to.equal(undefined);
    expect(entry({ main: 'x.js' }, new Set(['y.js']))).to.equal(undefined);
  });
});
