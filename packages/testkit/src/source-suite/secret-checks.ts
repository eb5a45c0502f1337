import { type Check, notApplicable } from '../conformance/check.ts';
import { everythingIn, showsSecret } from '../conformance/find-secret.ts';
import { secretValues } from '../conformance/secret-values.ts';
import { faults } from '../server/faults.ts';
import { recordOutput } from './record-output.ts';
import { runCheck } from './source-check.ts';
import type { SourceTrial } from './source-trial.ts';
import type { TestedService } from './tested-service.ts';

/** Whatever happens, no secret shows: not in what hatchery writes, and not in what the source says itself. */
export function secretChecks(trial: SourceTrial): Check[] {
  return [
    runCheck(trial, 'secrets-hidden', 'shows no secret in a run', () =>
      expectHidden(trial, async (service) => [await service.run()]),
    ),
    runCheck(trial, 'secrets-hidden', 'shows no secret that the service sends back in headers', () =>
      expectHidden(trial, async (service) => {
        const secrets = await secretsOf(trial, service);
        const said = { 'x-request-id': secrets.join(' '), etag: `"${secrets.join(' ')}"` };
        const fault = faults.rewrite((reply) => ({ ...reply, headers: { ...reply.headers, ...said } }));
        service.server.inject(fault, { times: Number.POSITIVE_INFINITY });
        return [await service.run()];
      }),
    ),
    ...[400, 401, 500].map((status) =>
      runCheck(trial, 'secrets-hidden', `shows no secret that the service repeats with ${status}`, () =>
        expectHidden(trial, async (service) => {
          const { requests } = await trial.plain();
          service.server.inject(faults.echoCredentials(status), {
            after: requests > 1 ? 1 : 0,
            times: Number.POSITIVE_INFINITY,
          });
          return [await service.run(), trial.definition.check && (await service.check())];
        }),
      ),
    ),
  ];
}

async function expectHidden(trial: SourceTrial, act: (service: TestedService) => Promise<unknown[]>): Promise<void> {
  await using service = await trial.filledService();
  const secretsBefore = await secretsOf(trial, service);
  if (secretsBefore.length === 0) notApplicable('It has no secrets.');
  const { result, output } = await recordOutput(() => act(service));
  const { said, thrown } = service.watch;
  const ledger = service.entries().map(({ entry }) => JSON.stringify(entry));
  const places: [string, readonly unknown[]][] = [
    ['what it logs, commits or says of an object', said],
    ['an error that it throws', thrown],
    ['what it prints', [output]],
    ['the name of an object', [...service.store.objects.keys()]],
    ['the ledger', ledger],
    ['the report, or the events of the run', result],
  ];
  for (const secret of await secretsOf(trial, service)) {
    const place = places.find(([, values]) => showsSecret(everythingIn(values), secret));
    if (place !== undefined) throw new Error(`A secret shows in ${place[0]}.`);
  }
}

/** The secrets in the options, and those that the server has given out by now. */
async function secretsOf(trial: SourceTrial, { config, server }: TestedService): Promise<string[]> {
  const validated = await trial.definition.config.parseAsync(config);
  return [...secretValues(validated), ...(trial.conformance.secrets?.(server) ?? [])];
}
