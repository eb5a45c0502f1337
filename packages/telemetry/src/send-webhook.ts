import { Secret } from '@hatchery/core';
import { deliver } from './deliver.ts';
import { reportFailed } from './report-failed.ts';
import type { WebhookByVariables } from './report-targets.ts';
import { type WebhookSettings, webhookSchema } from './report-schema.ts';
import { type RunFacts, type RunOutcome, verdictOf } from './run-outcome.ts';
import { webhookHeaders } from './sign-webhook.ts';
import { webhookBody } from './webhook-body.ts';

/**
 * Sends the result of a run to a webhook, if it is to hear of such a run.
 *
 * @throws HatcheryError `REPORT_FAILED`; the signal's reason when aborted
 */
export async function sendWebhook(
  target: WebhookSettings | WebhookByVariables,
  facts: RunFacts,
  outcome: RunOutcome,
  signal: AbortSignal,
): Promise<void> {
  const settings = 'variables' in target ? settingsOf(target) : target;
  if (settings.on === 'failure' && verdictOf(outcome.exitCode) !== 'failure') return;
  const body = webhookBody(facts, outcome);
  const own = Object.entries(settings.secretHeaders).map(([name, value]): [string, string] => [name, value.reveal()]);
  await deliver({
    what: 'The report',
    method: 'POST',
    url: new URL(settings.url.reveal()),
    headers: {
      ...lowerCased(Object.entries(settings.headers)),
      ...lowerCased(own),
      'content-type': 'application/json',
      'user-agent': `hatchery/${facts.versions['hatchery'] ?? ''}`,
      ...webhookHeaders({ id: facts.run, sentAt: outcome.endedAt, body }, settings.secret),
    },
    body,
    timeout: settings.timeout,
    signal,
  });
}

function settingsOf({ variables: { url, secret } }: WebhookByVariables): WebhookSettings {
  // Known as secrets first, so that no message about them shows them.
  const given = { url: new Secret(url), ...(secret !== undefined && { secret: new Secret(secret) }) };
  const parsed = webhookSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.path[0] === 'secret' ? 'HATCHERY_REPORT_SECRET' : 'HATCHERY_REPORT_URL';
  throw reportFailed('The report', undefined, `${name} ${issue?.message ?? 'is wrong'}.`);
}

function lowerCased(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}
