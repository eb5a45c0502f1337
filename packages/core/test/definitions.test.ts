import { Readable } from 'node:stream';
import { expect } from 'chai';
import {
  type DestinationBinding,
  defineDestination,
  defineSource,
  duration,
  env,
  type ObjectStore,
  Secret,
  type SourceBinding,
  secret,
  z,
} from '@hatchery/core';

const source = defineSource({
  config: z.strictObject({
    token: secret(),
    limit: z.int().min(1).default(1_000),
    every: duration().optional(),
  }),
  windows: ({ limit }) => ({ granularity: limit > 10 ? '1s' : '1ms' }),
  async collect({ config, pipe }) {
    const limit: number = config.limit;
    const every: number | undefined = config.every;
    const token: Secret = config.token;
    // @ts-expect-error a Secret is no string
    const wrong: string = config.token;
    // @ts-expect-error there is no such option
    void config.tokem;
    // @ts-expect-error a checkpoint is JSON: no dates
    await pipe.commit({ at: new Date() });
    // @ts-expect-error numbers are no body
    await pipe.spout(5);
    // @ts-expect-error a bearer is a Secret
    await pipe.http({ url: 'https://x.example', auth: { bearer: 'plain' } });
    await pipe.spout(`${limit}${every}${String(token)}${wrong}`, { seq: 1, format: 'made-up' });
    await pipe.spout(() => Promise.resolve(Readable.from(['x'])));
    await pipe.spout(await pipe.http('https://x.example'));
    await pipe.commit(undefined);
  },
});

const store: ObjectStore = {
  create: (name) => Promise.resolve({ name, size: 0 }),
  stat: () => Promise.resolve(undefined),
  read: () => Promise.resolve(Readable.from([])),
  async *list() {},
};

const destination = defineDestination({
  config: z.strictObject({ path: z.string(), mode: z.enum(['a', 'b']).default('a') }),
  open: ({ config, directory }) => {
    const mode: 'a' | 'b' = config.mode;
    expect(mode + directory).to.be.a('string');
    return Promise.resolve(store);
  },
});

describe('defineSource', () => {
  it('gives a function that binds options as they were written, not yet checked', () => {
    const bound: SourceBinding = source({ token: env('TOKEN') });
    expect(bound).to.deep.equal({ kind: 'source', definition: source.definition, config: { token: '${env:TOKEN}' } });
    expect(source({ token: new Secret('ts-config-token'), limit: 5, every: '10m' }).config).to.have.property(
      'limit',
      5,
    );
  });

  it('says what it is before it is called', () => {
    expect(source.kind).to.equal('source');
    expect(source.definition.config.parse({ token: 'schema-token' })).to.include({ limit: 1_000 });
    expect(source.definition.windows).to.be.a('function');
  });

  it('lets the compiler check what a config gives it', () => {
    // @ts-expect-error the token is missing
    source({});
    // @ts-expect-error there is no option of this name
    source({ token: 'x-token', tokem: 'x' });
    // @ts-expect-error limit is a number
    source({ token: 'x-token', limit: '5' });
    // @ts-expect-error a token is no number
    source({ token: 5 });
    // @ts-expect-error a source cannot do without collect
    expect(defineSource({ config: z.strictObject({}) }).kind).to.equal('source');
    const config = z.strictObject({});
    // @ts-expect-error there are three ways to resume
    expect(defineSource({ config, resume: 'never', collect: () => Promise.resolve() }).kind).to.equal('source');
  });

  it('binds each time anew', () => {
    expect(source({ token: 'one-token' })).not.to.equal(source({ token: 'one-token' }));
  });
});

describe('defineDestination', () => {
  it('gives a function that binds options as they were written', () => {
    const bound: DestinationBinding = destination({ path: './logs' });
    expect(bound).to.deep.equal({
      kind: 'destination',
      definition: destination.definition,
      config: { path: './logs' },
    });
    expect(destination.kind).to.equal('destination');
  });

  it('lets the compiler check what a config gives it, and what a store is', () => {
    // @ts-expect-error the path is missing
    destination({});
    // @ts-expect-error mode is a or b
    destination({ path: '.', mode: 'c' });
    const config = z.strictObject({});
    const open = () => Promise.resolve({ ...store, create: undefined });
    // @ts-expect-error a store has to be able to write
    expect(defineDestination({ config, open }).kind).to.equal('destination');
  });

  it('is no source for the compiler', () => {
    // @ts-expect-error a destination's binding in a source's place
    const wrong: SourceBinding = destination({ path: '.' });
    expect(wrong.kind).to.equal('destination');
  });
});
