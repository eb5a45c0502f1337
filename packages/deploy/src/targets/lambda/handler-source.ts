import type { DeployPlan } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';

/** The module that Lambda loads. The client of Secrets Manager is part of Lambda's Node. */
export function handlerSource(plan: DeployPlan): string {
  const head = header('lambda')
    .map((line) => `// ${line}\n`)
    .join('');
  const hasSecrets = plan.secrets.length > 0;
  const imports = hasSecrets
    ? `import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';\n`
    : '';
  const secrets = `
/** The values of the variables that the config reads secrets from. */
async function secrets() {
  const client = new SecretsManagerClient();
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: process.env.HATCHERY_SECRET_ID }));
  try {
    return JSON.parse(SecretString);
  } catch {
    // The parser's message would show a piece of it.
    throw new Error('The secret "' + process.env.HATCHERY_SECRET_ID + '" is no JSON object of variables and their values.');
  }
}
`;
  return `${head}${imports}import { lambdaHandler } from 'hatchery';
import { join } from 'node:path';

export const handler = lambdaHandler({
  config: join(import.meta.dirname, ${literal(plan.configFile)}),
${plan.environment === undefined ? '' : `  environment: ${literal(plan.environment)},\n`}${hasSecrets ? '  secrets,\n' : ''}});
${hasSecrets ? secrets : ''}`;
}

function literal(text: string): string {
  return JSON.stringify(text);
}
