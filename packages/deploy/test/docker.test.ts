import { expect } from 'chai';
import { DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import { allTargets } from '../src/index.ts';
import { filesOf } from './support/files-of.ts';
import { oddPlan, somePlan } from './support/plan.ts';

const instructionsOf = (text: string | undefined): string[][] =>
  DockerfileParser.parse(text ?? '')
    .getInstructions()
    .map((each) => [each.getKeyword(), each.getArgumentsContent() ?? '']);

const finalStage = (instructions: readonly string[][]): string[][] =>
  instructions.slice(instructions.findLastIndex(([keyword]) => keyword === 'FROM'));

describe('deploy docker', () => {
  it('builds in one stage and runs in another, of one pinned version of Node', () => {
    const instructions = instructionsOf(filesOf('docker', somePlan())['Dockerfile']);
    const from = instructions.filter(([keyword]) => keyword === 'FROM').map(([, words]) => words);
    expect(from).to.deep.equal(['node:24.15.0-bookworm-slim AS build', 'node:24.15.0-bookworm-slim']);
    expect(instructions).to.deep.include(['RUN', 'npm ci --omit=dev --ignore-scripts --no-audit --no-fund']);
  });

  it('has no package manager where it runs, no root, and no shell between it and signals', () => {
    const stage = finalStage(instructionsOf(filesOf('docker', somePlan())['Dockerfile']));
    const removed = stage.find(([keyword]) => keyword === 'RUN')?.[1] ?? '';
    for (const name of ['npm', 'npx', 'corepack', 'yarn']) expect(removed).to.include(`/usr/local/bin/${name} `.trim());
    expect(stage).to.deep.include(['USER', '1000:1000']);
    expect(JSON.parse(stage.find(([keyword]) => keyword === 'ENTRYPOINT')?.[1] ?? '')).to.deep.equal([
      'node',
      'node_modules/hatchery/bin/hatchery.js',
    ]);
    const last = stage.map(([keyword]) => keyword);
    expect(last.indexOf('USER')).to.be.above(last.lastIndexOf('RUN')).and.above(last.lastIndexOf('COPY'));
  });

  it('names the config and its overlay in exec form, however odd their names', () => {
    fc.assert(
      fc.property(oddPlan, (plan) => {
        const stage = finalStage(instructionsOf(filesOf('docker', plan)['Dockerfile']));
        expect(JSON.parse(stage.at(-1)?.[1] ?? '')).to.deep.equal([
          'check',
          `--config=${plan.configFile}`,
          `--env=${plan.environment ?? ''}`,
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves secrets out of the image, whatever their names', () => {
    const secretFiles = ['secrets/key', '#odd [a]*?', '!not', '/run/secrets/x'].map((path) => ({
      path,
      key: 'file-x',
    }));
    const lines = filesOf('docker', somePlan({ secretFiles }))['.dockerignore']?.split('\n');
    expect(lines).to.include.members(['**/.env', '**/.npmrc', '/secrets/key', String.raw`/#odd \[a\]\*\?`, '/!not']);
    expect(lines?.join()).not.to.include('/run/secrets');
  });

  it('shows a run with all variables and files that it needs', () => {
    const next = allTargets.docker.next(somePlan(), { projectPath: '.' }, '.');
    expect(next.at(-1)).to.include(
      '--env REGION=eu --env ACME_TOKEN --env SLACK_TOKEN --mount type=bind,readonly,source=./secrets/key,target=/app/secrets/key',
    );
  });
});
