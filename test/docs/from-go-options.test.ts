import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@hatchery/core';
import * as testkit from '@hatchery/testkit';
import { expect } from 'chai';
import * as hatchery from 'hatchery';
import gcs from 'hatchery-dest-gcs';
import s3 from 'hatchery-dest-s3';
import onePassword from 'hatchery-source-1password';
import fdr from 'hatchery-source-falcon-data-replicator';
import slack from 'hatchery-source-slack';
import twilio from 'hatchery-source-twilio';
import { root } from '../support/markdown.ts';
import { mappingRows } from './from-go/mapping-rows.ts';

const page = readFileSync(join(root, 'docs/from-go-hatchery.md'), 'utf8');

/** All that a user of the original can set or call, at the commit that the page names. */
const original: Readonly<Record<string, readonly string[]>> = {
  'The command line': Object.entries({
    'stream-id': 'i',
    'stream-tags': 't',
    'stream-all': 'a',
    'log-format': 'f',
    'log-level': 'l',
    'log-out': 'o',
    'start-time': 's',
    'end-time': 'e',
    tick: 'd',
  }).flatMap(([long, short]) => [`--${long}`, `-${short}`, `HATCHERY_${long.toUpperCase().replaceAll('-', '_')}`]),
  'The SDK': (
    'hatchery.New(streams).CLI(os.Args);hatchery.New(streams).Run(ctx, selectors);NewStream;NewPipe;SelectByID;' +
    'SelectByTag;SelectAll;WithLogger;WithID;WithTags;Streams.Validate;Source;Destination;Pipe.Spout;ErrNoStreamFound;' +
    'ErrInvalidStream;ErrStreamConflicted;logging.FromCtx;timestamp.FromCtx;secret.NewString;Unsafe;WithHTTPClient'
  ).split(';'),
  Sources: [
    ...['New', 'WithMaxPages', 'WithLimit', 'WithDuration'].flatMap((name) => [
      `slack.${name}`,
      `one_password.${name}`,
    ]),
    ...['New', 'WithMaxPull', 'WithAWSCredential'].map((name) => `falcon_data_replicator.${name}`),
    ...['New', 'WithBaseURL'].map((name) => `twilio.${name}`),
  ],
  Destinations: [
    ...['New', 'WithPrefix', 'WithGzip', 'WithClientOptions'].map((name) => `gcs.${name}`),
    ...['New', 'WithPrefix'].map((name) => `s3.${name}`),
  ],
  Metadata: ['WithTimestamp', 'WithSeq', 'WithFormat', 'WithSchemaHint', 'WithSlug'],
};

const plugins: Readonly<Record<string, { readonly definition: { readonly config: core.z.ZodType } }>> = {
  slack,
  one_password: onePassword,
  falcon_data_replicator: fdr,
  twilio,
  gcs,
  s3,
};

const streamKeys = ['use', 'lookback', 'compress'];

describe('docs/from-go-hatchery.md: options', () => {
  for (const [heading, names] of Object.entries(original)) {
    it(`maps all of the original's under "${heading}", and nothing else`, () => {
      const told = mappingRows(page, heading).flatMap(({ there }) => there);
      const flags = told.filter(
        (name) => heading !== 'The command line' || /^(--[a-z-]+|-[a-z]|HATCHERY_\w+)$/.test(name),
      );
      expect([...new Set(flags)]).to.have.members([...names]);
    });
  }

  it('names flags and variables that there are', () => {
    const manifest = readFileSync(join(root, 'cli/oclif.manifest.json'), 'utf8');
    const { flags } = (JSON.parse(manifest) as Manifest).commands.run;
    const known = Object.values(flags).flatMap(({ name, char, env, aliases = [] }) => [
      `--${name}`,
      ...(char === undefined ? [] : [`-${char}`]),
      ...(env === undefined ? [] : [env]),
      ...aliases.map((alias) => `--${alias}`),
    ]);
    const named = mappingRows(page, 'The command line').flatMap(({ here }) => here);
    const terms = named.filter((term) => /^(--[a-z-]+|-[a-z]|HATCHERY_\w+)$/.test(term));
    expect(terms).to.have.length.greaterThan(25);
    expect(known).to.include.members(terms);
    expect(known).to.include('--tag');
  });

  it('names options that the plugins have', () => {
    const rows = [...mappingRows(page, 'Sources'), ...mappingRows(page, 'Destinations')];
    expect(rows).to.have.length.greaterThan(15);
    for (const { there, here } of rows) {
      const schema = plugins[there[0]?.split('.')[0] ?? '']?.definition.config as core.z.ZodObject;
      const keys = here.map((term) => term.split(':')[0] ?? '');
      expect([...Object.keys(schema.shape), ...streamKeys], there[0]).to.include.members(keys);
    }
  });

  it('names functions and codes that are exported', () => {
    const exported = { ...core, ...testkit, ...hatchery };
    for (const name of [
      'defineSource',
      'defineDestination',
      'sourceHarness',
      'run',
      'env',
      'file',
      'Secret',
      'secret',
    ]) {
      expect(page).to.include(`\`${name}`);
      expect(exported).to.have.property(name);
    }
    for (const code of ['NO_STREAM_MATCHED', 'USAGE', 'CONFIG_INVALID'] as const) {
      expect(page).to.include(code);
      expect(core.errorCodes).to.include(code);
    }
  });
});

interface Manifest {
  readonly commands: { readonly run: { readonly flags: Readonly<Record<string, Flag>> } };
}

interface Flag {
  readonly name: string;
  readonly char?: string;
  readonly env?: string;
  readonly aliases?: readonly string[];
}
