import type { DeployPlan } from '../../plan/deploy-plan.ts';
import type { TargetOptions } from '../target-options.ts';

/** The metadata of a resource. */
export function metadataOf(
  plan: DeployPlan,
  name: string,
  { namespace }: Pick<TargetOptions, 'namespace'>,
): { name: string; namespace?: string; labels: Record<string, string> } {
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    labels: { 'app.kubernetes.io/name': 'hatchery', 'app.kubernetes.io/instance': plan.name },
  };
}
