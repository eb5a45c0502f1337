import { defineSource } from '@hatchery/core';
import { collect } from './collect.ts';
import { options } from './options.ts';

/** The audit log of Acme Cloud. See the README for what it needs and how it resumes. */
export default defineSource({
  config: options,
  // The service forgets what was acknowledged, so there is no place to remember. Hatchery resolves a spout only once the
  // object is in its ledger, too.
  resume: 'queue',
  collect,
  // The queue's own properties: to receive would take messages.
  async check({ config, http }) {
    await http({ url: `${config.baseUrl}/queue`, auth: { bearer: config.token } });
  },
});
