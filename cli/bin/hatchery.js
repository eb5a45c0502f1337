#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache();

// The version needs nothing of hatchery itself: no reason to load it.
if (process.argv[2] === '--version') {
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
  process.stdout.write(`hatchery/${manifest.version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  const { keepHeapSmall } = await import('../dist/keep-heap-small.js');
  keepHeapSmall();
  const { main } = await import('../dist/main.js');
  await main(process.argv.slice(2));
}
