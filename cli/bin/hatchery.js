#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

enableCompileCache();
// Bytes pass through and are gone: a young generation that stays small keeps a run in a small container, at no cost in speed.
setFlagsFromString('--semi-space-growth-factor=1');

// The version needs nothing of hatchery itself: no reason to load it.
if (process.argv[2] === '--version') {
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
  process.stdout.write(`hatchery/${manifest.version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  const { main } = await import('../dist/main.js');
  await main(process.argv.slice(2));
}
