import type { DeployPlan } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { writtenFolders } from '../../render/written-folders.ts';

const always = [
  '**/node_modules',
  '.git',
  '**/.env',
  '**/.env.*',
  '**/.npmrc',
  '**/*.log',
  ...writtenFolders,
  'Dockerfile',
  '.dockerignore',
];

/** What stays out of the image: above all the secrets that the config reads from files. */
export function dockerIgnore(plan: DeployPlan): string {
  const secrets = plan.secretFiles.map(({ path }) => path).filter((path) => !path.startsWith('/'));
  return [...header('docker').map((line) => `# ${line}`), ...always, ...secrets.map(patternOf), ''].join('\n');
}

/** A pattern that fits this path; the slash keeps `#` and `!` from being signs. Blanks at the end would be cut. */
function patternOf(path: string): string {
  return `/${path.replace(/[*?[\]\\]/g, String.raw`\$&`).replace(/ $/, '?')}`;
}
