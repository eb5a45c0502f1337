import { spawnSync } from 'node:child_process';
import type { Command } from '../workload.ts';

export const curl = 'curl';

/** Why curl cannot take part; `undefined` if it can. */
export function curlMissing(): string | undefined {
  return spawnSync('curl', ['--version']).status === 0 ? undefined : 'not installed on this machine';
}

/** Two curls for each file, one into the other; four such pairs at a time. */
export function curlCommand(s3: string, gcs: string, files: number): Command {
  const upload = `${gcs}/upload/storage/v1/b/bench/o?uploadType=media&name=file-$1.gz`;
  const copy = `set -o pipefail; curl -sSf "${s3}/bench/file-$1.gz" | curl -sSf -o /dev/null -X POST -T - "${upload}"`;
  return { file: 'bash', args: ['-c', `seq ${files} | xargs -P 4 -I % bash -c '${copy}' copy %`] };
}
