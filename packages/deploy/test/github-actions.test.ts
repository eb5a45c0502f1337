import { expect } from 'chai';
import fc from 'fast-check';
import { registerHooks } from 'node:module';
import { parse } from 'yaml';
import type { DeployPlan } from '../src/index.ts';
import { fileOf, filesOf } from './support/files-of.ts';
import { expectedWords, oddPlan, somePlan } from './support/plan.ts';
import { stubTools } from './support/stub-tools.ts';

interface Step {
  readonly uses?: string;
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly permissions: object;
  readonly concurrency: object;
  readonly jobs: { readonly run: { readonly permissions: object; readonly steps: readonly Step[] } };
}

const workflowOf = (plan: DeployPlan, slug = 'daily'): Workflow =>
  parse(fileOf(filesOf('github-actions', plan), `-${slug}.yml`)) as Workflow;

const runStep = (workflow: Workflow): Step | undefined => workflow.jobs.run.steps.find(({ name }) => name === 'Run');

/** What GitHub makes of a text: expressions, here only literals, are replaced before anybody else sees it. */
const evaluated = (text: string): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}(?!.*' \}\})/gs, (_, inner: string) => {
    const literal = /^ '((?:[^']|'')*)' $/s.exec(inner)?.[1];
    return literal === undefined ? 'EVALUATED' : literal.replaceAll("''", "'");
  });

describe('deploy github-actions', () => {
  /** GitHub's own parser of workflows. */
  let errorsIn: (text: string) => Promise<string[]>;

  before(async () => {
    // It imports JSON as bundlers take it, not as Node does.
    const hook = registerHooks({
      load: (url, context, next) =>
        next(url, url.endsWith('.min.json') ? { ...context, importAttributes: { type: 'json' } } : context),
    });
    const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
    hook.deregister();
    errorsIn = async (content) => {
      const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
      if (value !== undefined) await convertWorkflowTemplate(context, value);
      return context.errors.getErrors().map(String);
    };
  });

  it('writes workflows that GitHub’s own parser takes, and it refuses what is wrong', async () => {
    const texts = Object.values(filesOf('github-actions', somePlan()));
    expect(texts).to.have.length(2);
    for (const text of texts) expect(await errorsIn(text)).to.deep.equal([]);
    expect(await errorsIn((texts[0] ?? '').replace('runs-on', 'run-on'))).not.to.deep.equal([]);
    expect(await errorsIn((texts[0] ?? '').replace('17 3', '17 33'))).not.to.deep.equal([]);
  });

  it('pins every action to a commit', () => {
    const text = fileOf(filesOf('github-actions', somePlan()), 'daily.yml');
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = '']) => action);
    expect(uses).to.have.length(4);
    for (const action of uses) expect(action).to.match(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('gives a token for signing in to a cloud only where there is one', () => {
    const workflow = workflowOf(somePlan());
    expect(workflow.permissions).to.deep.equal({});
    expect(workflow.jobs.run.permissions).to.deep.equal({ contents: 'read', 'id-token': 'write' });
    expect(workflowOf(somePlan({ buckets: [] })).jobs.run.permissions).to.deep.equal({ contents: 'read' });
    expect(workflow.concurrency).to.deep.equal({ group: 'acme-logs-daily', 'cancel-in-progress': false });
  });

  it('starts at most every five minutes, as GitHub does', () => {
    const cronOf = (cron: string): string | undefined =>
      workflowOf(somePlan({ schedules: [{ tag: 'x', slug: 'x', cron, from: 'config', streams: 1 }] }), 'x').on
        .schedule[0]?.cron;
    expect(cronOf('* * * * *')).to.equal('*/5 * * * *');
    expect(cronOf('0,3 1 * * *')).to.equal('*/5 1 * * *');
    expect(cronOf('*/5 * * * *')).to.equal('*/5 * * * *');
    expect(cronOf('17 3 * * *')).to.equal('17 3 * * *');
  });

  it('takes secrets by names that GitHub allows', () => {
    const step = runStep(workflowOf(somePlan({ secrets: ['GITHUB_TOKEN', 'SLACK_TOKEN'] })));
    expect(step?.env).to.include({
      GITHUB_TOKEN: '${{ secrets.HATCHERY_GITHUB_TOKEN }}',
      SLACK_TOKEN: '${{ secrets.SLACK_TOKEN }}',
    });
  });

  it('writes secret files for the run alone, whatever they hold and are called', () => {
    const path = "secrets/it's ${{ odd }}";
    const plan = somePlan({ secretFiles: [{ path, key: 'file-odd' }] });
    const step = workflowOf(plan).jobs.run.steps.find(({ name }) => name === 'Secret file 1');
    expect(step?.env).to.deep.equal({ VALUE: '${{ secrets.FILE_ODD }}' });
    using tools = stubTools([]);
    const value = "a'b\n$x `y`";
    expect(tools.run('bash', ['-c', evaluated(step?.run ?? '')], { VALUE: value }).code).to.equal(0);
    const check = 'test "$(cat -- "$P"; printf x)" = "$V"x && test "$(stat -c %a -- "$P")" = 600';
    expect(tools.run('bash', ['-c', check], { P: path, V: value }).code).to.equal(0);
  });

  it('keeps odd words and values as they are', async () => {
    using tools = stubTools(['node']);
    await fc.assert(
      fc.asyncProperty(oddPlan, async (plan) => {
        const text = fileOf(filesOf('github-actions', plan), '.yml');
        expect(await errorsIn(text)).to.deep.equal([]);
        const step = runStep(parse(text) as Workflow);
        const { code, calls, stderr } = tools.run('bash', ['-e', '-c', evaluated(step?.run ?? '')]);
        expect(code, stderr).to.equal(0);
        expect(calls[0]?.slice(2)).to.deep.equal(expectedWords(plan));
        expect(evaluated(step?.env?.['ODD'] ?? '')).to.equal(plan.settings[0]?.value);
      }),
      { numRuns: 10 },
    );
  });
});
