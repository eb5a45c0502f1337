import { HatcheryError } from '@hatchery/core';
import { shellQuote } from '../../render/shell-quote.ts';
import type { DeployTarget } from '../deploy-target.ts';
import { requireOptions } from '../target-options.ts';
import { handlerSource } from './handler-source.ts';
import { lambdaScript } from './lambda-script.ts';
import { secretName, templateYaml } from './template-yaml.ts';

/** A function of AWS Lambda that runs streams in its own process, and for each tag a rule that starts it. */
export const lambda: DeployTarget = {
  folder: 'deploy/lambda',
  ephemeral: true,
  render(plan, options) {
    const [file] = plan.secretFiles;
    if (file !== undefined) {
      throw new HatcheryError('USAGE', `Lambda cannot provide the file ${JSON.stringify(file.path)}.`, {
        hint: 'A function gets its secrets as environment variables: use ${env:NAME} in the config.',
      });
    }
    const { region, codeBucket } = requireOptions(options, 'region', 'codeBucket');
    return [
      { path: 'template.yaml', text: templateYaml(plan, options.cleanUp === true) },
      { path: 'handler.mjs', text: handlerSource(plan) },
      { path: 'deploy.sh', text: lambdaScript(plan, { ...options, region, codeBucket }), executable: true },
    ];
  },
  next(plan, options, folder) {
    const { region } = requireOptions(options, 'region');
    const create = shellQuote('aws', 'secretsmanager', 'create-secret', '--region', region, '--name', secretName(plan));
    return [
      ...(plan.secrets.length === 0
        ? []
        : [
            `# secrets.json: {${plan.secrets.map((name) => `"${name}": "…"`).join(', ')}}`,
            `${create} --secret-string file://secrets.json`,
          ]),
      shellQuote(`${folder}/deploy.sh`),
    ];
  },
};
