import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { allTargets, type DeployPlan, type TargetOptions } from '../src/index.ts';
import { oddPlan, somePlan } from './support/plan.ts';

const options: TargetOptions = {
  projectPath: '../..',
  project: "it's",
  region: 'r',
  image: 'i',
  codeBucket: 'c',
  directory: '/srv/a b',
};

function next(plan: DeployPlan, more: Partial<TargetOptions> = {}): string {
  return Object.values(allTargets)
    .flatMap((target) => target.next(plan, { ...options, ...more }, 'deploy/x'))
    .join('\n');
}

const faultsOf = (script: string): string => spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr;

describe('what to do next', () => {
  it('is said in words of a shell, whatever the config holds', () => {
    fc.assert(
      fc.property(oddPlan, (plan) => {
        expect(faultsOf(next(plan))).to.equal('');
      }),
      { numRuns: 15 },
    );
    expect(faultsOf(`${next(somePlan())}\n'`)).not.to.equal('');
  });

  it('is said for each way to write it down', () => {
    expect(next(somePlan(), { format: 'terraform' }))
      .to.include('-target=google_secret_manager_secret.h_acme-logs-SLACK_TOKEN')
      .and.not.include('deploy/x/deploy.sh\n#');
    expect(next(somePlan(), { format: 'yaml' })).not.to.include('terraform');
  });

  it('never puts a secret where others on the machine can see it, into the words of a command', () => {
    for (const line of next(somePlan()).split('\n')) {
      const words = line.replaceAll(/<\(printf %s "\$\w+"\)/g, '');
      expect(words).not.to.match(/\$(SLACK|ACME)_TOKEN/);
    }
  });

  it('names the config, which the working directory may not lead to, also for the image', () => {
    const plan = somePlan({ configFile: 'conf/hatchery.ts', environment: 'prod' });
    for (const format of ['gcloud', 'yaml', 'terraform'] as const) {
      expect(next(plan, { format })).to.include('hatchery deploy docker --config=conf/hatchery.ts --env=prod\n');
    }
    expect(next(plan)).to.include(' run --stream-tags=daily --config=conf/hatchery.ts --env=prod');
  });

  it('leads to the first schedule, and to no command for secrets where there are none', () => {
    const bare = somePlan({ secrets: [], secretFiles: [] });
    expect(next(bare)).not.to.match(/secret/i);
    expect(next(bare)).to.include('acme-logs-daily');
  });
});
