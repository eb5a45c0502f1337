import { type Check, check, notApplicable } from '../conformance/check.ts';
import { alike, replaceSecrets, secretValues } from '../conformance/secret-values.ts';
import { runCheck } from './source-check.ts';
import type { SourceTrial } from './source-trial.ts';
import type { TestedService } from './tested-service.ts';

/** A token may have to be fetched first; more than that is no cheap request. */
const mostRequests = 3;

/** How a source tells good credentials from bad ones. */
export function credentialChecks(trial: SourceTrial): Check[] {
  return [
    check('credentials', 'finds good credentials good, with few requests, and collects nothing', async () => {
      requireCheck(trial);
      await using service = await trial.filledService();
      const outcome = await service.check();
      if (outcome.status === 'failed') throw new Error('The check fails.', { cause: outcome.error });
      const { length } = service.server.log;
      if (length === 0) throw new Error('The check asks the service nothing.');
      if (length > mostRequests) throw new Error(`The check sends ${length} requests; ${mostRequests} are plenty.`);
      if (service.store.objects.size > 0) throw new Error('The check lands something.');
    }),
    check('credentials', 'finds bad credentials bad, and asks once', async () => {
      requireCheck(trial);
      await using service = await badService(trial);
      const outcome = await service.check();
      if (outcome.status !== 'failed') throw new Error('The check says yes to credentials that the service refuses.');
      expectUnauthorized(outcome.error.code);
      const { length } = service.server.log;
      if (length > mostRequests) throw new Error(`The check sends ${length} requests with refused credentials.`);
    }),
    runCheck(trial, 'credentials-refused', 'fails at once when its credentials are refused', async () => {
      await using service = await badService(trial);
      const { report } = await service.run();
      if (report.status !== 'failed') throw new Error(`The run ended "${report.status}" and not "failed".`);
      expectUnauthorized(report.error?.code);
      if (report.retries > 0) throw new Error(`It tried refused credentials ${report.retries} more time(s).`);
      if (report.objectCount > 0) throw new Error('It landed something.');
    }),
  ];
}

function requireCheck(trial: SourceTrial): void {
  if (trial.definition.check === undefined) notApplicable('It has no `check`.');
}

function expectUnauthorized(code: string | undefined): void {
  if (code !== 'UNAUTHORIZED') throw new Error(`The error's code is ${code ?? 'missing'}, and not UNAUTHORIZED.`);
}

/** The service with its events, and the source with credentials that it refuses. */
async function badService(trial: SourceTrial): Promise<TestedService> {
  const service = await trial.filledService();
  try {
    const config = trial.conformance.badConfig?.(service.server) ?? (await spoiled(trial, service.config));
    return await trial.service({ server: service.server, closes: true, config });
  } catch (error) {
    await service.server.close();
    throw error;
  }
}

async function spoiled(trial: SourceTrial, config: unknown): Promise<unknown> {
  const secrets = secretValues(await trial.definition.config.parseAsync(config));
  if (secrets.length === 0) notApplicable('It has no secrets.');
  return replaceSecrets(config, secrets, alike);
}
