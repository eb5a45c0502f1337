import type { Candidate, ChangeReport, PluginUpdate } from '@hatchery/host/install';
import { errorJson } from '../output/error-json.ts';

/** What became of a change, as `--json` prints it. */
export function changeJson(report: ChangeReport & { readonly candidates?: readonly Candidate[] }): object {
  const { candidates } = report;
  return { ...report, ...(candidates === undefined ? {} : { candidates: candidates.map(candidateJson) }) };
}

/** What became of one plugin in an update, as `--json` prints it. */
export function updateJson({ error, ...update }: PluginUpdate): object {
  return error === undefined ? update : { ...update, error: errorJson(error) };
}

function candidateJson({ warnings, ...candidate }: Candidate): object {
  return {
    ...candidate,
    warnings: warnings.map(({ message, hint }) => ({ message, ...(hint === undefined ? {} : { hint }) })),
  };
}
