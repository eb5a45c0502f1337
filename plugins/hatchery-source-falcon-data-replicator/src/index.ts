import { defineSource } from '@hatchery/core';
import { options } from './options.ts';

/** What CrowdStrike's Falcon Data Replicator delivers: `use: fdr`. See the README for what it needs and how it resumes. */
export default defineSource({
  config: options,
  // SQS forgets what is deleted, so there is no place to remember. Hatchery resolves a spout only once the object is in
  // its ledger, too.
  resume: 'queue',
  // The SDK takes long to load: only a run that needs it waits for it.
  async collect(context) {
    const { collect } = await import('./collect.ts');
    await collect(context);
  },
  async check(context) {
    const { checkQueue } = await import('./check-queue.ts');
    await checkQueue(context);
  },
});
