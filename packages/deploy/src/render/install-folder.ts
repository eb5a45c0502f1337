import type { DeployPlan } from '../plan/deploy-plan.ts';
import { plainWord } from '../plan/plain-word.ts';

/**
 * Where the project lies on a machine that runs it itself.
 *
 * @throws HatcheryError `USAGE` for a folder whose name cannot be written down
 */
export function installFolder(plan: DeployPlan, directory: string | undefined): string {
  return plainWord(directory ?? `/srv/${plan.name}`, 'The folder').replace(/(?<=.)\/+$/, '');
}
