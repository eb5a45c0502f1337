import type { DeployPlan } from '../../plan/deploy-plan.ts';
import { configWords } from '../../render/run-words.ts';

/** The least that Cloud Run gives to a whole processor is enough for any number of streams. */
export const memory = '512Mi';

/** What the job does when nobody says what to run: it proves that config and credentials work. */
export function jobArgs(plan: DeployPlan): string[] {
  return ['check', '--connect', ...configWords(plan)];
}

/** The interfaces of Google Cloud that a deployment uses. */
export const googleApis: readonly string[] = [
  'run',
  'workflows',
  'workflowexecutions',
  'cloudscheduler',
  'secretmanager',
  'iam',
].map((name) => `${name}.googleapis.com`);
