import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../workload.ts';
import { peersFolder } from './peer.ts';

export const goOriginal = 'Go original';
export const goProgram = join(peersFolder, 'go', 'hatchery-bench-peer');

/** Why the Go original cannot take part; `undefined` if it can. */
export function goMissing(): string | undefined {
  return existsSync(goProgram) ? undefined : 'not built on this machine; `npm run bench -- --prepare-peers` builds it';
}

/** @param source a stream of the Go original, and where its service is */
export function goCommand(source: 'slack' | 'fdr', url: string, gcs: string): Command {
  const env = { STORAGE_EMULATOR_HOST: gcs, AWS_ENDPOINT_URL: new URL(url).origin, AWS_REGION: 'us-east-1' };
  return { file: goProgram, args: [source, url, 'bench'], env };
}
