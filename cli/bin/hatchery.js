#!/usr/bin/env node
import module from 'node:module';

if (typeof module.registerHooks !== 'function') {
  // What follows would fail with a syntax error that says nothing of the reason.
  const require = module.createRequire(import.meta.url);
  const { engines } = /** @type {{ engines: { node: string } }} */ (require('../package.json'));
  process.stderr.write(`hatchery needs Node ${engines.node}, and this is ${process.version}.\n`);
  process.exitCode = 2;
} else {
  module.enableCompileCache();
  await start();
}

async function start() {
  // The version needs nothing of hatchery itself: no reason to load it.
  if (process.argv[2] === '--version') {
    const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
    process.stdout.on('error', () => (process.exitCode = 1));
    process.stdout.write(`hatchery/${manifest.version} ${process.platform}-${process.arch} node-${process.version}\n`);
    return;
  }
  const { keepHeapSmall } = await import('../dist/keep-heap-small.js');
  keepHeapSmall();
  const { main } = await import('../dist/main.js');
  await main(process.argv.slice(2));
}
