import type { VerifyReport } from '@hatchery/engine';
import { errorJson } from '../output/error-json.ts';

/** What `hatchery verify --json` prints. */
export function verifyJson({ errors, ...report }: VerifyReport, deep: boolean, exitCode: number): object {
  return { deep, exitCode, ...report, errors: errors.map((error) => errorJson(error)) };
}
