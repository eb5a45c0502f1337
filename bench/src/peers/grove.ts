import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../workload.ts';
import { peersFolder } from './peer.ts';

export const grove = 'Grove';
export const groveEnvironment = join(peersFolder, 'grove');
const python = join(groveEnvironment, 'bin', 'python');

/** Why Grove cannot take part; `undefined` if it can. */
export function groveMissing(): string | undefined {
  return existsSync(python)
    ? undefined
    : 'not installed on this machine; `npm run bench -- --prepare-peers` installs it';
}

/** Collects Slack's audit log into S3, as Grove has no output of its own for Google Cloud Storage. */
export async function groveCommand(folder: string, slack: string, s3: string): Promise<Command> {
  const configs = join(folder, 'configs');
  await mkdir(configs);
  const config = { key: 'xoxp-bench', identity: 'bench', connector: 'slack_audit_logs', name: 'bench' };
  await writeFile(join(configs, 'slack.json'), JSON.stringify(config));
  const env = {
    GROVE_CONFIG_HANDLER: 'local_file',
    GROVE_CONFIG_LOCAL_FILE_PATH: configs,
    GROVE_CACHE_HANDLER: 'local_memory',
    GROVE_OUTPUT_HANDLER: 'aws_s3',
    GROVE_OUTPUT_AWS_S3_BUCKET: 'bench',
    AWS_ENDPOINT_URL: s3,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_REGION: 'us-east-1',
  };
  return { file: python, args: [join(import.meta.dirname, '..', '..', 'peers', 'grove', 'run.py'), slack], env };
}
