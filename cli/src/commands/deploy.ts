import { deployFormats, targetNames } from '@hatchery/deploy/names';
import { Args, Flags } from '@oclif/core';
import { HatcheryCommand } from '../base/hatchery-command.ts';
import { print } from '../base/print.ts';
import { printWarnings } from '../base/print-warnings.ts';
import { jsonFlag, projectFlags } from '../base/project-flags.ts';
import { projectOptions } from '../base/project-options.ts';
import { deployRequest } from '../deploy/deploy-request.ts';
import { deploymentText } from '../deploy/deployment-text.ts';
import { exitCode } from '../exit-code.ts';
import { jsonText } from '../output/json-text.ts';

export default class Deploy extends HatcheryCommand {
  static override summary = 'Write what a scheduler or a cloud needs to run the streams.';

  static override description =
    'Reads from the config which tags there are, when they are due (`schedule`), and which variables, secrets and buckets runs need, and writes the files for a target: see docs/deploy. Nothing is sent anywhere, and no secret is read into a file. The same config gives the same files; a file that was changed by hand is left alone unless forced.';

  static override examples = [
    {
      description: 'A Cloud Run job, with a workflow and a schedule for each tag:',
      command:
        '<%= config.bin %> deploy cloud-run --project acme-logs --region europe-west1 --image europe-west1-docker.pkg.dev/acme-logs/hatchery/hatchery',
    },
    {
      description: 'A CronJob for each tag:',
      command: '<%= config.bin %> deploy kubernetes --image registry.example/hatchery:1',
    },
    { description: 'See what would be written:', command: '<%= config.bin %> deploy systemd --dry-run' },
  ];

  static override args = {
    target: Args.string({
      ignoreStdin: true,
      required: true,
      options: [...targetNames],
      description: 'What to deploy to.',
    }),
  };

  static override flags = {
    out: Flags.string({
      helpValue: 'DIR',
      description: "Where to write the files. A folder of the project that is the target's own, if not given.",
    }),
    force: Flags.boolean({ description: 'Write over files that differ.' }),
    'dry-run': Flags.boolean({ description: 'Say what would be written, and write nothing.' }),
    name: Flags.string({
      helpValue: 'NAME',
      description: "Begins the names of everything that is made. The project's, if not given.",
    }),
    secret: Flags.string({
      helpValue: 'VARIABLE',
      multiple: true,
      multipleNonGreedy: true,
      description:
        'An environment variable that is a secret, though the config does not tell. Repeat it, or give a list with commas.',
    }),
    image: Flags.string({
      helpValue: 'IMAGE',
      helpGroup: 'TARGET',
      description: 'The container image. For cloud-run, kubernetes and docker.',
    }),
    project: Flags.string({
      helpValue: 'ID',
      helpGroup: 'TARGET',
      description: 'The Google Cloud project. For cloud-run.',
    }),
    region: Flags.string({
      helpValue: 'REGION',
      helpGroup: 'TARGET',
      description: 'The region. For cloud-run and lambda.',
    }),
    format: Flags.option({ options: deployFormats })({
      helpGroup: 'TARGET',
      description:
        'For cloud-run: YAML with a script of gcloud commands, the YAML alone, or Terraform. gcloud, if not given.',
    }),
    bucket: Flags.string({
      helpValue: 'BUCKET',
      helpGroup: 'TARGET',
      multiple: true,
      multipleNonGreedy: true,
      description: 'For cloud-run: a bucket that runs write to, in place of those that the config names.',
    }),
    'clean-up': Flags.boolean({
      helpGroup: 'TARGET',
      description: 'Let runs delete what broken ones left behind. For cloud-run and lambda.',
    }),
    'code-bucket': Flags.string({
      helpValue: 'BUCKET',
      helpGroup: 'TARGET',
      description: "For lambda: the bucket for the function's code.",
    }),
    'service-account': Flags.string({
      helpValue: 'ACCOUNT',
      helpGroup: 'TARGET',
      description:
        'The account that runs act as. For cloud-run, in place of one of its own; for kubernetes, of GKE or a role of EKS.',
    }),
    namespace: Flags.string({ helpValue: 'NAME', helpGroup: 'TARGET', description: 'For kubernetes: the namespace.' }),
    shards: Flags.integer({
      min: 1,
      max: 10_000,
      helpValue: 'N',
      helpGroup: 'TARGET',
      description: 'Tasks that share the streams of a tag. For cloud-run and kubernetes. 1, if not given.',
    }),
    directory: Flags.string({
      helpValue: 'DIR',
      helpGroup: 'TARGET',
      description:
        'For systemd and crontab: where the project lies on the machine that runs it. /srv/NAME, if not given.',
    }),
    ...projectFlags,
    json: jsonFlag,
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(Deploy);
    const { openProject } = await import('@hatchery/host');
    const { deploy } = await import('@hatchery/deploy');
    const project = await openProject(projectOptions(flags));
    const deployment = await deploy(project, deployRequest(args.target, flags));
    printWarnings([...project.warnings, ...deployment.warnings.map((message) => ({ message }))]);
    print(flags.json ? jsonText(deployment) : deploymentText(deployment, flags['dry-run'], process.cwd()));
    return exitCode.completed;
  }
}
