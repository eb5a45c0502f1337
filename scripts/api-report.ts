/**
 * Compares the public API of the packages with the reports in `api/`; `--update` writes them anew.
 * A change to a report shows in review what users and plugin authors will notice.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  ExtractorMessageCategory,
  type ExtractorMessage,
} from '@microsoft/api-extractor';

const root = resolve(import.meta.dirname, '..');
/** Folders, and of those that have more than one entry point, what follows their name in `exports`. */
const entryPoints = [
  ['packages/core'],
  ['packages/engine'],
  ['packages/telemetry'],
  ['packages/host'],
  ['packages/host', 'install'],
  ['packages/deploy'],
  ['packages/testkit'],
  ['packages/create-hatchery-plugin'],
  ['cli'],
] as const;
const update = process.argv.includes('--update');

// The options that a user of the packages has, not ours: the reports are made from what is published.
const compilerOptions = {
  target: 'es2024',
  lib: ['es2024', 'esnext.disposable'],
  module: 'nodenext',
  strict: true,
  skipLibCheck: true,
  types: ['node'],
};

mkdirSync(join(root, 'api'), { recursive: true });
for (const [folder, entryPoint = ''] of entryPoints) report(join(root, folder), entryPoint);

function report(folder: string, entryPoint: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string };
  const name = join(manifest.name, entryPoint).replace('@', '').replaceAll('/', '-');
  const { apiReportChanged } = Extractor.invoke(configOf(folder, entryPoint, name), {
    localBuild: update,
    messageCallback: (message) => tell(name, message),
  });
  if (!apiReportChanged) return;
  process.stdout.write(
    `${name}: ${update ? 'updated' : 'the public API is not what the report says; see `npm run api`'}\n`,
  );
  if (update) return;
  process.exitCode = 1;
  const [before, now] = ['api', 'node_modules/.cache/api'].map((place) => join(root, place, `${name}.api.md`));
  const { stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', before ?? '', now ?? ''], {
    encoding: 'utf8',
  });
  process.stdout.write(stdout);
}

function configOf(folder: string, entryPoint: string, name: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, 'dist', entryPoint, 'index.d.ts'),
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, include: ['dist'] } },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: join(root, 'api'),
        reportTempFolder: join(root, 'node_modules', '.cache', 'api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
          'ae-undocumented': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
}

function tell(name: string, message: ExtractorMessage): void {
  const problem = message.logLevel === ExtractorLogLevel.Error || message.logLevel === ExtractorLogLevel.Warning;
  message.handled = true;
  if (message.category === ExtractorMessageCategory.Console) return;
  if (!problem) return;
  const where = message.sourceFilePath === undefined ? '' : ` (${message.sourceFilePath}:${message.sourceFileLine})`;
  process.stdout.write(`${name}: ${message.text}${where}\n`);
}
