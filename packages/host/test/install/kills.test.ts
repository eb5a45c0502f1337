import { expect } from 'chai';
import { openCatalog } from '@hatchery/host';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { tempProject } from '../support/temp-project.ts';
import { type ChildWork, childScript } from './support/child-script.ts';
import { type InstallProject, installProject, snapshotOf } from './support/install-project.ts';
import { type LocalRegistry, startLocalRegistry } from './support/local-registry.ts';
import { coreStub, library, source } from './support/published.ts';

/** Starting a process is most of the work here. */
const compiled = tempProject();

describe('a change of plugins that is killed', () => {
  let registry: LocalRegistry;

  before(async () => {
    registry = await startLocalRegistry();
    await registry.publish(
      coreStub('1.0.0'),
      library('left', '1.0.0', { bin: 'index.js' }),
      library('left', '2.0.0', { bin: 'index.js' }),
      source('hatchery-source-a', '1.0.0', { dependencies: { left: '^1.0.0' } }),
      source('hatchery-source-a', '1.1.0', { dependencies: { left: '^2.0.0' } }),
      source('hatchery-source-b', '1.0.0'),
    );
  });

  after(() => registry[Symbol.asyncDispose]());

  const cases: [what: string, start: string[], work: ChildWork, names: string[], stride: number][] = [
    ['the first installation', [], 'install', ['a'], 5],
    ['an installation that replaces and adds', ['a@1.0.0'], 'install', ['a', 'b'], 2],
    ['a removal', ['a', 'b'], 'uninstall', ['a'], 5],
  ];
  for (const [what, start, work, names, stride] of cases) {
    it(`leaves the old packages or the new ones, at one of ${stride} steps: ${what}`, async function () {
      this.timeout(300_000);
      const project = installProject(registry);
      if (start.length > 0) await project.install(start);
      const old = project.snapshot();
      const goal = copyOf(project);
      const count = join(tempProject(), 'count');
      expect(await run(goal, work, names, { KILL_COUNT: count })).to.equal('exit 0');
      const wanted = snapshotOf(goal.directory);
      const steps = Number(readFileSync(count, 'utf8'));
      expect(steps).to.be.above(10);
      const ends = new Set<string>();
      const tryStep = async (step: number): Promise<void> => {
        const victim = copyOf(project);
        expect(await run(victim, work, names, { KILL_AT: String(step) }), `step ${step}`).to.equal('SIGKILL');
        const { plugins } = await openCatalog({ cwd: victim.directory });
        expect(
          plugins.every((plugin) => plugin.fits),
          `step ${step}`,
        ).to.equal(true);
        ends.add(endOf(withoutLeftovers(snapshotOf(victim.directory)), old, wanted, step));
        // One of them is enough to see that the next change goes well, wherever the last one broke off.
        if (step % 8 === 0 || step === steps) {
          expect(await run(victim, work, names, {}), `after step ${step}`).to.be.oneOf(['exit 0', 'exit 1']);
          expect(snapshotOf(victim.directory), `after step ${step}`).to.deep.equal(wanted);
        }
      };
      const limit = pLimit(4);
      // Others each time, so that it comes to all of them; and the last one, which is sure to be too late.
      const first = Math.floor(Math.random() * stride);
      const chosen = Array.from({ length: steps }, (_, index) => steps - index).filter(
        (_, index) => index === 0 || index % stride === first,
      );
      const tried = chosen.map((step) => limit(() => tryStep(step)));
      await Promise.all(tried);
      expect([...ends]).to.have.members(['old', 'new']);
    });
  }
});

/** The same project in another folder. */
function copyOf({ directory, variables }: InstallProject): { directory: string; variables: NodeJS.ProcessEnv } {
  const copy = tempProject();
  cpSync(directory, copy, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  return { directory: copy, variables };
}

async function run(
  project: { directory: string; variables: NodeJS.ProcessEnv },
  work: ChildWork,
  names: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const script = childScript(work, project, names);
  const preload = join(import.meta.dirname, 'support/kill-at.ts');
  const child = spawn(process.execPath, ['--import', preload, ...script.words], {
    env: { ...script.env, NODE_COMPILE_CACHE: compiled, KILL_BELOW: project.directory, ...env },
    stdio: 'ignore',
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return signal ?? `exit ${code}`;
}

function endOf(
  found: Record<string, string>,
  old: Record<string, string>,
  wanted: Record<string, string>,
  step: number,
): 'old' | 'new' {
  if (JSON.stringify(found) === JSON.stringify(old)) return 'old';
  expect(found, `step ${step}`).to.deep.equal(wanted);
  return 'new';
}

/** Files that were made ready and never used lie there until the next change. */
function withoutLeftovers(snapshot: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(snapshot).filter(([path]) => !/^\.package.*\.hatchery$/.test(path)));
}
