import { allTargets, type DeployPlan, type TargetName, type TargetOptions } from '../../src/index.ts';

const options: TargetOptions = {
  projectPath: '../..',
  project: 'acme',
  region: 'europe-west1',
  image: 'registry.example/hatchery:1',
  codeBucket: 'acme-code',
};

/** What a target writes for a plan: path to text. */
export function filesOf(
  target: TargetName,
  plan: DeployPlan,
  more: Partial<TargetOptions> = {},
): Record<string, string> {
  const files = allTargets[target].render(plan, { ...options, ...more });
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** The one file of those whose path ends so. */
export function fileOf(files: Readonly<Record<string, string>>, end: string): string {
  const found = Object.entries(files).filter(([path]) => path.endsWith(end));
  const [only, second] = found;
  if (only === undefined || second !== undefined)
    throw new Error(`not one file ends in ${end}: ${Object.keys(files).join(', ')}`);
  return only[1];
}
