import { env, file, Secret } from '@hatchery/core';
import { expect } from 'chai';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ReferenceResolver } from '../src/config/reference-resolver.ts';
import { resolveReferences } from '../src/config/resolve-references.ts';
import { addFiles, tempProject } from './support/temp-project.ts';

const resolver = (variables: Record<string, string> = {}, directory = '/') =>
  new ReferenceResolver(variables, directory);
const textOf = (text: string, variables: Record<string, string> = {}) => resolver(variables).resolve(text).text;
const problemOf = (text: string, variables: Record<string, string> = {}, directory = '/') =>
  resolver(variables, directory).resolve(text).problems[0];

describe('references', () => {
  const good: [text: string, result: string][] = [
    ['plain', 'plain'],
    ['', ''],
    ['${env:A}', 'value'],
    ['a ${env:A} b ${env:A}', 'a value b value'],
    ['${env:NONE:-fallback}', 'fallback'],
    ['${env:NONE:-}', ''],
    ['${env:EMPTY:-fallback}', 'fallback'],
    ['${env:EMPTY}', ''],
    ['${env:A:-fallback}', 'value'],
    ['${env:NONE:-${env:A}}', 'value'],
    ['${env:NONE:-{"a": {}}}', '{"a": {}}'],
    ['${env:NONE:-a:-b}', 'a:-b'],
    ['$${env:A}', '${env:A}'],
    ['$$${env:A}', '$${env:A}'],
    ['x$${y} ${env:A}', 'x${y} value'],
    ['$ { } $1 $$', '$ { } $1 $$'],
    ['${env:TRICKY}', '${env:A}'],
  ];
  for (const [text, result] of good) {
    it(`turns ${JSON.stringify(text)} into ${JSON.stringify(result)}`, () => {
      expect(textOf(text, { A: 'value', EMPTY: '', TRICKY: '${env:A}' })).to.equal(result);
    });
  }

  const bad: [text: string, message: string, hint: string][] = [
    ['${env:NONE}', 'NONE is not set', '${env:NONE:-default}'],
    ['${NONE}', '"${NONE}" is not a reference', '${env:NONE}'],
    ['${evn:A}', '"${evn:…}"', 'Did you mean "env"?'],
    ['${vault:secret/a}', '"${vault:…}"', '${file:PATH}'],
    ['${env:A', 'not closed', '$${'],
    ['${}', 'is not a reference', '${env:NAME}'],
    ['${env:}', 'is not a reference', '${env:NAME}'],
    ['${file:}', 'is not a reference', '${file:PATH}'],
    ['${env:NONE:-${env:ALSO_NONE}}', 'ALSO_NONE is not set', ''],
    ['${env:constructor}', 'constructor is not set', ''],
    ['${env:__proto__}', '__proto__ is not set', ''],
  ];
  for (const [text, message, hint] of bad) {
    it(`says what is wrong with ${text}`, () => {
      const problem = problemOf(text, { A: 'value' });
      expect(problem?.message).to.contain(message);
      expect(problem?.hint).to.contain(hint);
    });
  }

  it('reads any text without "${" as it is, and gives back what was escaped', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = text.replaceAll('${', () => '$${');
        const isClean = !/\$\$\{/.test(text);
        return !isClean || textOf(escaped) === text;
      }),
    );
  });

  it('never breaks on what looks like a reference', () => {
    const pieces = fc.constantFrom('${', '$${', '}', 'env:', 'file:', ':-', 'A', '{', '$', ' ');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const { text, problems } = resolver({ A: 'v' }).resolve(parts.join(''));
        return typeof text === 'string' && Array.isArray(problems);
      }),
    );
  });

  it('reads files beside the config or at absolute paths, without the line break at their end', () => {
    const root = tempProject({ 'secrets/token': 'line 1\nline 2\r\n', blank: '\n', empty: '', 'ü name': 'x\n\n' });
    const text = (reference: string) => resolver({}, root).resolve(reference).text;
    expect(text('${file:secrets/token}')).to.equal('line 1\nline 2');
    expect(text(`\${file:${join(root, 'secrets/token')}}`)).to.equal('line 1\nline 2');
    expect(text('[${file:blank}${file:./empty}]')).to.equal('[]');
    expect(text('${file:ü name}')).to.equal('x\n');
  });

  it('says what is wrong with a file, and names it', () => {
    const root = tempProject({ binary: '' });
    mkdirSync(join(root, 'folder'));
    addFiles(root, { huge: 'x'.repeat(1024 * 1024 + 1), limit: 'x'.repeat(1024 * 1024) });
    const message = (path: string) => problemOf(`\${file:${path}}`, {}, root)?.message;
    expect(message('none')).to.equal(`the file ${join(root, 'none')} does not exist`);
    expect(message('folder')).to.contain('is a folder');
    expect(message('huge')).to.contain('larger than 1 MiB');
    expect(message('limit')).to.equal(undefined);
    expect(message('/dev/null')).to.contain('not a regular file');
    expect(message('binary/x')).to.contain('does not exist');
  });

  it('reads what env() and file() of the core give', () => {
    const root = tempProject({ t: 'from file' });
    const { value } = resolveReferences(
      { a: env('A'), b: [env('NONE', 'else')], c: { d: file('t') } },
      resolver({ A: 'value' }, root),
    );
    expect(value).to.deep.equal({ a: 'value', b: ['else'], c: { d: 'from file' } });
  });

  it('leaves instances, functions and what holds itself alone', () => {
    const secret = new Secret('${env:A} but literal');
    const self: Record<string, unknown> = { date: new Date(0), secret, call: () => 1, pattern: /x/, text: '${env:A}' };
    self['self'] = self;
    const { value } = resolveReferences(self, resolver({ A: 'value' }));
    expect(value).to.include({
      secret,
      date: self['date'],
      pattern: self['pattern'],
      call: self['call'],
      text: 'value',
    });
  });
});
