import { expect } from 'chai';
import fc from 'fast-check';
import hcl from 'hcl2-parser';
import { parse } from 'yaml';
import type { DeployPlan, TargetOptions } from '../src/index.ts';
import { fileOf, filesOf } from './support/files-of.ts';
import { expectedWords, oddPlan, somePlan } from './support/plan.ts';
import { stubTools } from './support/stub-tools.ts';

interface Workflow {
  readonly main: {
    readonly steps: readonly [
      {
        readonly run: {
          readonly call: string;
          readonly args: { name: string; body: { overrides: { containerOverrides: [{ args: string[] }] } } };
        };
      },
      { readonly done: object },
    ];
  };
}

interface Task {
  readonly serviceAccountName: string;
  readonly maxRetries: number;
  readonly containers: readonly [{ args: string[]; env: { name: string; value?: string }[]; volumeMounts?: object[] }];
  readonly volumes?: readonly object[];
}

interface Job {
  readonly spec: {
    readonly template: { readonly spec: { taskCount: number; parallelism: number; template: { spec: Task } } };
  };
}

/** Every attribute of a block is a list in what the parser gives. */
type Blocks = Readonly<Record<string, Readonly<Record<string, readonly Record<string, unknown>[]>>>>;

const taskOf = (files: Readonly<Record<string, string>>): Task =>
  (parse(fileOf(files, 'job.yaml'), { version: '1.1' }) as Job).spec.template.spec.template.spec;

/** The words of a workflow as Workflows gives them on: a whole expression is evaluated, here only literals. */
function argsOf(text: string): string[] {
  const [{ run }, ...rest] = (parse(text, { version: '1.1' }) as Workflow).main.steps;
  expect(run.call).to.equal('googleapis.run.v2.projects.locations.jobs.run');
  expect(rest).to.deep.equal([{ done: { return: '${operation.name}' } }]);
  return run.args.body.overrides.containerOverrides[0].args.map((word) => {
    const expression = /^\$\{(".*")\}$/s.exec(word)?.[1];
    if (expression !== undefined) return JSON.parse(expression) as string;
    expect(word).not.to.include('${');
    return word;
  });
}

function terraform(plan: DeployPlan, options: Partial<TargetOptions> = {}): Blocks {
  const text = fileOf(filesOf('cloud-run', plan, { format: 'terraform', ...options }), 'main.tf');
  const [parsed, error] = hcl.parseToObject(text) as [{ resource: Blocks } | undefined, unknown];
  expect(error, text).to.equal(null);
  if (parsed === undefined) throw new Error('nothing parsed');
  return parsed.resource;
}

const withoutFiles = somePlan({ secretFiles: [] });

describe('deploy cloud-run', () => {
  it('writes a job, a workflow for each tag, and a script', () => {
    expect(Object.keys(filesOf('cloud-run', somePlan()))).to.deep.equal([
      'job.yaml',
      'workflows/daily.yaml',
      'workflows/minutely.yaml',
      'deploy.sh',
    ]);
    expect(Object.keys(filesOf('cloud-run', somePlan(), { format: 'yaml' }))).not.to.include('deploy.sh');
    const files = filesOf('cloud-run', somePlan(), { shards: 4 });
    expect(argsOf(fileOf(files, 'daily.yaml'))).to.deep.equal(expectedWords(somePlan(), true));
    expect((parse(fileOf(files, 'job.yaml')) as Job).spec.template.spec).to.include({ taskCount: 4, parallelism: 4 });
    expect(taskOf(files)).to.include({
      serviceAccountName: 'acme-logs-runner@acme.iam.gserviceaccount.com',
      maxRetries: 0,
    });
  });

  it('takes secrets from Secret Manager, also as files', () => {
    const task = taskOf(filesOf('cloud-run', somePlan()));
    expect(task.containers[0].env).to.deep.include({
      name: 'SLACK_TOKEN',
      valueFrom: { secretKeyRef: { name: 'acme-logs-SLACK_TOKEN', key: 'latest' } },
    });
    expect(task.containers[0].volumeMounts).to.deep.equal([
      { name: 'file-secrets-key-123456', mountPath: '/app/secrets' },
    ]);
    expect(task.volumes).to.deep.equal([
      {
        name: 'file-secrets-key-123456',
        secret: { secretName: 'acme-logs-file-secrets-key-123456', items: [{ key: 'latest', path: 'key' }] },
      },
    ]);
  });

  it('refuses files that Cloud Run could only mount over something else', () => {
    const withFiles =
      (...paths: string[]) =>
      () =>
        filesOf('cloud-run', somePlan({ secretFiles: paths.map((path) => ({ path, key: `file-${path}` })) }));
    expect(withFiles('token')).to.throw('the project lies in the same folder');
    expect(withFiles('/token')).to.throw('the project lies in the same folder');
    expect(withFiles('secrets/a', 'secrets/b')).to.throw('another secret lies in the same folder');
    expect(withFiles('secrets/a', 'other/b', '/run/c')).not.to.throw();
  });

  it('names every option that is missing', () => {
    const none = { project: undefined, region: undefined, image: '' };
    expect(() => filesOf('cloud-run', somePlan(), none)).to.throw('Missing: --project, --region, --image.');
  });

  it('has a script that makes everything, and goes on where it stopped', () => {
    using tools = stubTools(['gcloud'], { 'describe acme-logs-daily': 1, 'service-accounts describe': 1 });
    for (const [path, text] of Object.entries(filesOf('cloud-run', somePlan()))) tools.write(path, text);
    const { code, calls, stderr } = tools.run('bash', ['deploy.sh']);
    expect(code, stderr).to.equal(0);
    for (const call of calls) expect(call).to.include.members(['gcloud', '--project=acme', '--quiet']);
    const said = calls.map((words) => words.slice(1).join(' '));
    const made = (start: string): string[] => said.filter((line) => line.startsWith(start));
    expect(made('iam service-accounts create')).to.have.length(2);
    expect(
      made('storage buckets add-iam-policy-binding gs://acme-gcs').map((line) => /--role=(\S+)/.exec(line)?.[1]),
    ).to.deep.equal(['roles/storage.objectCreator', 'roles/storage.objectViewer']);
    expect(made('secrets add-iam-policy-binding')).to.have.length(3);
    expect(made('secrets create')).to.deep.equal([]);
    expect(made('workflows deploy')).to.have.length(2);
    expect(made('scheduler jobs create http acme-logs-daily')).to.have.length(1);
    expect(made('scheduler jobs update http acme-logs-minutely')).to.have.length(1);
    const entry = calls.find((words) => words.includes('create') && words.includes('acme-logs-daily'));
    expect(entry).to.include.members(['--schedule=17 3 * * *', '--time-zone=Etc/UTC', '--message-body={}']);
    const roles = new Set(said.flatMap((line) => /--role=(\S+)/.exec(line)?.[1] ?? []));
    expect([...roles]).to.have.members([
      'roles/storage.objectCreator',
      'roles/storage.objectViewer',
      'roles/secretmanager.secretAccessor',
      'roles/run.jobsExecutorWithOverrides',
      'roles/workflows.invoker',
    ]);
  });

  it('has a script that stops before the job where a secret has no value', () => {
    using tools = stubTools(['gcloud'], { 'secrets versions describe': 1 });
    for (const [path, text] of Object.entries(filesOf('cloud-run', somePlan()))) tools.write(path, text);
    const { code, calls, stderr } = tools.run('bash', ['deploy.sh']);
    expect(code).to.equal(1);
    expect(stderr).to.include('has no value yet');
    expect(calls.filter((words) => words.includes('replace'))).to.deep.equal([]);
  });

  it('says the same in Terraform', () => {
    const resources = terraform(somePlan());
    expect(Object.keys(resources['google_cloud_scheduler_job'] ?? {})).to.deep.equal(['h_daily', 'h_minutely']);
    expect(resources['google_cloud_scheduler_job']?.['h_daily']?.[0]).to.include({
      schedule: '17 3 * * *',
      time_zone: 'Etc/UTC',
    });
    expect(resources['google_workflows_workflow']?.['h_daily']?.[0]).to.include({
      source_contents: '${file("${path.module}/workflows/daily.yaml")}',
    });
    const roles = [...JSON.stringify(resources).matchAll(/"role":"([^"]+)"/g)].map(([, role]) => role);
    expect(new Set(roles)).to.deep.equal(
      new Set([
        'roles/storage.objectCreator',
        'roles/storage.objectViewer',
        'roles/secretmanager.secretAccessor',
        'roles/run.jobsExecutorWithOverrides',
        'roles/workflows.invoker',
      ]),
    );
    expect(JSON.stringify(terraform(somePlan(), { cleanUp: true })))
      .to.include('roles/storage.objectUser')
      .and.not.include('objectCreator');
    expect(terraform(somePlan(), { serviceAccount: 'own@acme.example' })['google_service_account']).to.have.all.keys(
      'caller',
    );
  });

  it('lets Terraform make secrets and accounts only where the project may use the interfaces for it', () => {
    const resources = terraform(somePlan());
    for (const type of ['google_secret_manager_secret', 'google_service_account', 'google_workflows_workflow']) {
      const waiting = Object.values(resources[type] ?? {}).map(([first]) => first?.['depends_on']);
      expect(waiting, type).not.to.deep.equal([]);
      for (const each of waiting) expect(each, type).to.deep.equal(['${google_project_service.apis}']);
    }
  });

  it('keeps odd words and values as they are, in YAML', () => {
    fc.assert(
      fc.property(oddPlan, (plan) => {
        const files = filesOf('cloud-run', plan, { format: 'yaml' });
        expect(argsOf(fileOf(files, `${plan.schedules[0]?.slug ?? ''}.yaml`))).to.deep.equal(expectedWords(plan));
        const { args, env } = taskOf(files).containers[0];
        expect(args).to.deep.equal([
          'check',
          '--connect',
          `--config=${plan.configFile}`,
          `--env=${plan.environment ?? ''}`,
        ]);
        expect(env.find(({ name }) => name === 'ODD')?.value).to.equal(plan.settings[0]?.value);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps odd words and values as they are, in Terraform', () => {
    fc.assert(
      fc.property(oddPlan, (plan) => {
        const text = JSON.stringify(terraform({ ...plan, secretFiles: [] })['google_cloud_run_v2_job']);
        const [job] = (
          JSON.parse(text) as {
            hatchery: {
              template: { template: { containers: { args: string[]; env: { name: string; value: string }[] }[] }[] }[];
            }[];
          }
        ).hatchery;
        const container = job?.template[0]?.template[0]?.containers[0];
        expect(container?.args)
          .to.include(`--config=${plan.configFile}`)
          .and.include(`--env=${plan.environment ?? ''}`);
        expect(container?.env[0]?.value).to.equal(plan.settings[0]?.value);
      }),
      { numRuns: 30 },
    );
  });

  it('gives a script in which odd names are quoted', () => {
    using tools = stubTools(['gcloud']);
    const options = { project: "it's $p", region: 'a b', buckets: ['`x`'] };
    for (const [path, text] of Object.entries(filesOf('cloud-run', withoutFiles, options))) tools.write(path, text);
    const { code, calls } = tools.run('bash', ['deploy.sh']);
    expect(code).to.equal(0);
    for (const call of calls) expect(call).to.include("--project=it's $p");
    expect(calls.flat()).to.include('gs://`x`').and.include('--location=a b');
  });
});
