import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { format, inspect, promisify } from 'node:util';
import { serialize } from 'node:v8';
import { expect } from 'chai';
import { HatcheryError, Secret } from '@hatchery/core';

const value = 'canary-7f3a9c51e2';
const secret = new Secret(value);

/** All that a console writes in `use`. */
async function printed(use: (console: Console) => void): Promise<string> {
  const stream = new PassThrough();
  use(new Console(stream));
  stream.end();
  return text(stream);
}

/** What a process of its own writes to both outputs when it runs `code`, with a Secret in `secret`. */
async function outputOf(code: string, flags: string[] = []): Promise<string> {
  const program = `import { Secret } from '@hatchery/core'; const secret = new Secret(process.env.VALUE); ${code}`;
  const args = ['--conditions=hatchery-src', ...flags, '--input-type=module', '--eval', program];
  const options = { cwd: import.meta.dirname, env: { ...process.env, VALUE: value } };
  const failed = (error: { stdout: string; stderr: string }): typeof error => error;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options).catch(failed);
  return stdout + stderr;
}

describe('Secret', () => {
  it('gives its value when asked for it', () => {
    expect(secret.reveal()).to.equal(value);
  });

  it('reads [secret] as a text, however it becomes one', () => {
    // As in plain JavaScript, where no compiler warns.
    const unseen = secret as unknown as string;
    for (const shown of [
      String(secret),
      secret.toString(),
      secret.toLocaleString(),
      Buffer.from(unseen).toString(),
      new Error(unseen).message,
    ]) {
      expect(shown).to.equal('[secret]');
    }
    expect(`a ${unseen}`).to.equal('a [secret]');
    expect('a ' + unseen).to.equal('a [secret]');
    expect([unseen, unseen].join()).to.equal('[secret],[secret]');
    expect(new URLSearchParams({ token: unseen }).get('token')).to.equal('[secret]');
    expect(JSON.stringify({ secret, list: [secret] })).to.equal('{"secret":"[secret]","list":["[secret]"]}');
    expect(Object.prototype.toString.call(secret)).to.equal('[object secret]');
  });

  it('reads [secret] in formats that take a text or an object, and is no number in those that take a number', () => {
    for (const placeholder of ['%s', '%o', '%O']) expect(format(placeholder, secret), placeholder).to.equal('[secret]');
    expect(format('%j', secret)).to.equal('"[secret]"');
    for (const placeholder of ['%d', '%i', '%f']) expect(format(placeholder, secret), placeholder).to.equal('NaN');
    expect(format('%c', secret)).to.equal('');
  });

  it('reads [secret] when inspected, also by those who will not let it speak for itself', () => {
    expect(inspect(secret)).to.equal('[secret]');
    expect(inspect({ deep: { deeper: [secret] } }, { depth: 9 })).to.equal('{ deep: { deeper: [ [secret] ] } }');
    const everything = {
      showHidden: true,
      customInspect: false,
      depth: 99,
      getters: true,
      showProxy: true,
      compact: false,
    };
    for (const holder of [
      secret,
      { secret },
      [secret],
      new Map([[secret, secret]]),
      new Set([secret]),
      new Proxy(secret, {}),
      Object.create(secret),
    ]) {
      const shown = inspect(holder, everything);
      expect(shown).to.contain('[secret]');
      expect(shown).not.to.contain('canary');
    }
  });

  it('reads [secret] on every page of a console', async () => {
    const uses: ((console: Console) => void)[] = [
      (console) => console.log(secret),
      (console) => console.log('with %s and', secret, { secret }),
      (console) => console.dir(secret),
      (console) => console.dir({ secret }, { showHidden: true, depth: 99 }),
      (console) => console.table([{ secret }]),
      (console) => console.error(new Error('broken', { cause: secret })),
      (console) => console.group(secret),
    ];
    for (const use of uses) {
      const shown = await printed(use);
      expect(shown, use.toString()).to.contain('[secret]');
      expect(shown, use.toString()).not.to.contain('canary');
    }
    for (const rows of [secret, [secret]])
      expect(await printed((console) => console.table(rows))).not.to.contain('canary');
  });

  it('holds nothing that can be listed, copied or serialized', () => {
    const seen = [
      Object.entries(secret),
      Object.values(secret),
      Reflect.ownKeys(secret),
      Object.getOwnPropertyDescriptors(secret),
      Object.assign({}, secret),
      structuredClone(secret),
      structuredClone({ secret }),
    ];
    for (const copy of seen) expect(inspect(copy, { showHidden: true, customInspect: false })).not.to.contain('canary');
    expect(serialize({ secret }).toString('latin1')).not.to.contain('canary');
    expect(Secret.is(structuredClone(secret))).to.equal(false);
  });

  it('cannot be told by its length', () => {
    const short = new Secret('canary-');
    const long = new Secret('canary-'.repeat(1_000));
    const everything = { showHidden: true, customInspect: false, getters: true };
    const views: ((of: Secret) => unknown)[] = [
      String,
      JSON.stringify,
      inspect,
      (of) => inspect(of, everything),
      (of) => serialize(of).length,
      (of) => Reflect.ownKeys(of).length,
    ];
    for (const view of views) expect(view(short)).to.equal(view(long));
    expect(Object.keys(short)).to.deep.equal([]);
  });

  it('shows in no failed assertion', () => {
    const failures = [
      () => expect(secret).to.equal(1),
      () => expect({ secret }).to.deep.equal({ secret: new Secret('canary-other'), more: 1 }),
      () => assert.equal(secret, 'x'),
      () => assert.deepEqual({ secret }, { secret: 'x' }),
    ];
    for (const fail of failures) {
      let failure: unknown;
      try {
        fail();
      } catch (error) {
        failure = error;
      }
      expect(failure).to.be.instanceOf(Error);
      expect(inspect(failure, { depth: 99 }), fail.toString()).not.to.contain('canary');
    }
  });

  it('shows in no HatcheryError that was given one by mistake', () => {
    const error = new HatcheryError('USAGE', `with ${String(secret)}`, {
      hint: secret as never,
      cause: secret,
      context: { token: secret as never },
    });
    for (const shown of [inspect(error, { depth: 9 }), JSON.stringify(error), format('%o', error), String(error.stack)])
      expect(shown).not.to.contain('canary');
  });

  it('shows in no debugger that is attached, neither in its values nor in its previews of what is logged', async () => {
    const output = await outputOf(`
      const { Session } = await import('node:inspector/promises');
      const session = new Session();
      const logged = [];
      session.connect();
      session.on('Runtime.consoleAPICalled', ({ params }) => logged.push(params));
      await session.post('Runtime.enable');
      globalThis.holder = { secret };
      const { result } = await session.post('Runtime.evaluate', { expression: 'holder.secret', generatePreview: true });
      const { objectId } = result;
      const properties = await session.post('Runtime.getProperties', { objectId, generatePreview: true });
      console.log(holder, secret);
      console.log(JSON.stringify({ result, properties, logged }));`);
    expect(output).to.match(/"logged":\[\{"type":"log"/);
    expect(output).not.to.contain('canary');
  });

  it('shows in nothing that a process prints, thrown and rejected ones too', async () => {
    const codes = [
      'process.stdout.write(`${secret}`)',
      'console.log(secret, { secret }, [[secret]])',
      'throw secret',
      'throw Object.assign(new Error("broken " + secret, { cause: secret }), { secret })',
      'Promise.reject(secret)',
      'await Promise.reject(new AggregateError([secret], "all of it"))',
      'process.emitWarning(String(secret)); console.trace(secret)',
      'queueMicrotask(() => { throw { secret } })',
    ];
    const outputs = await Promise.all(codes.map((code) => outputOf(code, ['--trace-uncaught', '--trace-warnings'])));
    for (const [at, output] of outputs.entries()) {
      expect(output, codes[at]).to.match(/secret|#<Object>|rejected/i);
      expect(output, codes[at]).not.to.contain('canary');
    }
  });

  it('is known across copies of the package, and hidden by all of them', async () => {
    const url = new URL('../src/index.ts?copy', import.meta.url).href;
    const copy = (await import(url)) as typeof import('@hatchery/core');
    // The modules behind a copied index are the same ones: its own class has to be copied, too.
    const { Secret: OtherSecret } = (await import(new URL('../src/secret.ts?copy', import.meta.url).href)) as {
      Secret: typeof Secret;
    };
    const other = new OtherSecret('canary-of-another-copy');
    expect(other).not.to.be.instanceOf(Secret);
    expect(Secret.is(other)).to.equal(true);
    expect(OtherSecret.is(secret)).to.equal(true);
    expect(other.reveal()).to.equal('canary-of-another-copy');
    expect(copy.redact('a canary-of-another-copy')).to.equal('a [secret]');
  });

  it('is told from all that merely resembles it', () => {
    for (const other of [undefined, null, '', value, 0, {}, { reveal: () => value }, Object.assign(() => value, {})])
      expect(Secret.is(other)).to.equal(false);
    expect(() => new Proxy(secret, {}).reveal()).to.throw(TypeError, 'something made from one');
    expect(() => (Object.create(secret) as Secret).reveal()).to.throw(TypeError);
  });

  it('takes a string and nothing else', () => {
    for (const wrong of [undefined, null, 5, {}, secret])
      expect(() => new Secret(wrong as never)).to.throw(TypeError, 'A Secret is made from a string');
    expect(new Secret('').reveal()).to.equal('');
  });
});
