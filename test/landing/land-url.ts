/** Lands what a URL answers, and prints how that went and the most memory this process took, as JSON. */
import type { Compression } from '@hatchery/engine';
import { land } from './land.ts';

const [path = '', url = '', compress = 'none'] = process.argv.slice(2);
const landed: { name: string; sha256: string; size: number }[] = [];

const report = await land(path, compress as Compression, async (pipe) => {
  const { name, sha256, size } = await pipe.spout(await pipe.http({ url, stream: true }));
  landed.push({ name, sha256, size });
});
const { status, error } = report;
process.stdout.write(
  JSON.stringify({
    status,
    error: error === undefined ? undefined : { code: error.code, message: error.message },
    landed,
    peakMemory: process.resourceUsage().maxRSS * 1024,
  }),
);
