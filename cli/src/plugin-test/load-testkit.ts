import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Testkit = typeof import('@hatchery/testkit');

/** The testkit that the plugin is developed with, so that its module and the suite fit; else the one that came with hatchery. */
export async function loadTestkit(directory: string): Promise<Testkit> {
  const url = resolveFrom(directory);
  if (url === undefined) return import('@hatchery/testkit');
  const own = (await import(url)) as Testkit;
  // One of before there was a suite.
  return 'testSource' in own ? own : import('@hatchery/testkit');
}

function resolveFrom(directory: string): string | undefined {
  try {
    return pathToFileURL(createRequire(join(directory, 'package.json')).resolve('@hatchery/testkit')).href;
  } catch {
    return undefined;
  }
}
