import type { Schedule } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { runWords } from '../../render/run-words.ts';
import { yamlText } from '../../render/yaml-text.ts';
import type { CloudRunDeployment } from './cloud-run-deployment.ts';

/** Starts the job with the arguments of a tag. */
export function workflowYaml({ plan, project, region, shards }: CloudRunDeployment, { tag }: Schedule): string {
  const args = runWords(plan, tag, shards > 1).map(literal);
  const workflow = {
    main: {
      steps: [
        {
          run: {
            call: 'googleapis.run.v2.projects.locations.jobs.run',
            args: {
              name: `projects/${project}/locations/${region}/jobs/${plan.name}`,
              body: { overrides: { containerOverrides: [{ args }] } },
              // To wait for the end would take the right to read all jobs; what became of it is with the job.
              connector_params: { skip_polling: true },
            },
            result: 'operation',
          },
        },
        { done: { return: '${operation.name}' } },
      ],
    },
  };
  return yamlText(header('cloud-run'), workflow);
}

/** A text that Workflows does not evaluate: one that holds an expression is itself written as one. */
function literal(text: string): string {
  return text.includes('${') ? `\${${JSON.stringify(text)}}` : text;
}
