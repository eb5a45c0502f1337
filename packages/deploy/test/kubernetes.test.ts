import { expect } from 'chai';
import fc from 'fast-check';
import { CronJob } from 'kubernetes-models/batch/v1';
import { ServiceAccount } from 'kubernetes-models/v1';
import { parseAllDocuments } from 'yaml';
import type { DeployPlan, TargetOptions } from '../src/index.ts';
import { filesOf } from './support/files-of.ts';
import { expectedWords, oddPlan, somePlan } from './support/plan.ts';

type Job = InstanceType<typeof CronJob>;

/** Validated against the schemas of Kubernetes, as YAML 1.1, which its own reader takes it for. */
function cronJobs(plan: DeployPlan, options: Partial<TargetOptions> = {}): Job[] {
  const text = filesOf('kubernetes', plan, options)['hatchery.yaml'] ?? '';
  const [account, ...jobs] = parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as object);
  new ServiceAccount(account).validate();
  return jobs.map((value) => {
    const job = new CronJob(value as never);
    job.validate();
    return job;
  });
}

const podOf = (job: Job | undefined) => job?.spec?.jobTemplate.spec?.template.spec;

describe('deploy kubernetes', () => {
  it('writes what the schemas of Kubernetes take, and they refuse what is wrong', () => {
    const jobs = cronJobs(somePlan(), {
      namespace: 'audit',
      shards: 16,
      serviceAccount: 'x@y.iam.gserviceaccount.com',
    });
    expect(jobs.map(({ metadata }) => metadata?.name)).to.deep.equal(['acme-logs-daily', 'acme-logs-minutely']);
    expect(jobs[0]?.metadata?.namespace).to.equal('audit');
    const wrong = structuredClone(jobs[0]?.toJSON()) as { spec: { concurrencyPolicy: number } };
    wrong.spec.concurrencyPolicy = 1;
    expect(() => new CronJob(wrong as never).validate()).to.throw();
  });

  it('lets a pod do no more than a run needs', () => {
    for (const job of cronJobs(somePlan())) {
      const pod = podOf(job);
      expect(pod?.automountServiceAccountToken).to.equal(false);
      expect(pod?.securityContext).to.deep.include({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(pod?.containers[0]?.securityContext).to.deep.equal({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('never runs a tag twice at a time, and does not try again what another try cannot change', () => {
    const spec = cronJobs(somePlan())[0]?.spec;
    expect(spec).to.include({ schedule: '17 3 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' });
    expect(spec?.jobTemplate.spec?.podFailurePolicy?.rules[1]).to.deep.equal({
      action: 'FailJob',
      onExitCodes: { containerName: 'hatchery', operator: 'In', values: [2, 3, 75] },
    });
  });

  it('shares streams among the tasks of an indexed job, where one that failed does not end the others', () => {
    const [job] = cronJobs(somePlan(), { shards: 4 });
    expect(job?.spec?.jobTemplate.spec).to.include({ completionMode: 'Indexed', completions: 4, parallelism: 4 });
    expect(job?.spec?.jobTemplate.spec?.podFailurePolicy?.rules[1]).to.have.property('action', 'FailIndex');
    const [container] = podOf(job)?.containers ?? [];
    expect(container?.args).to.include('--shard=auto');
    expect(container?.env).to.deep.include({ name: 'HATCHERY_SHARD_COUNT', value: '4' });
    expect(podOf(cronJobs(somePlan(), { shards: 1 })[0])?.containers[0]?.args).not.to.include('--shard=auto');
  });

  it('takes secrets from the Secret, variables by name and files where the config reads them', () => {
    const pod = podOf(cronJobs(somePlan())[0]);
    expect(pod?.containers[0]?.env).to.deep.include({
      name: 'SLACK_TOKEN',
      valueFrom: { secretKeyRef: { name: 'acme-logs', key: 'SLACK_TOKEN' } },
    });
    expect(pod?.containers[0]?.volumeMounts).to.deep.include({
      name: 'secrets',
      mountPath: '/app/secrets/key',
      subPath: 'file-secrets-key-123456',
      readOnly: true,
    });
  });

  it('needs an image', () => {
    expect(() => filesOf('kubernetes', somePlan(), { image: undefined })).to.throw('Missing: --image.');
  });

  it('keeps odd words and values as they are', () => {
    fc.assert(
      fc.property(oddPlan, (plan) => {
        const [container] = podOf(cronJobs(plan)[0])?.containers ?? [];
        expect(container?.args?.map(expanded)).to.deep.equal(expectedWords(plan));
        const odd = container?.env?.find(({ name }) => name === 'ODD')?.value ?? '';
        expect(expanded(odd)).to.equal(plan.settings[0]?.value);
      }),
      { numRuns: 30 },
    );
  });
});

/** As Kubernetes does it: `$$` is a dollar, and `$(NAME)` the value of a variable, here of none that could stay. */
function expanded(text: string): string {
  return text.replaceAll(/\$(\$|\([^)]*\))/g, (_, what: string) => (what === '$' ? '$' : 'REPLACED'));
}
