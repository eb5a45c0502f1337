import { HatcheryError } from '@hatchery/core';
import { tinyPage, tinySource, type TinyContext } from '../tiny-source.ts';
import type { BrokenSources } from './broken-source.ts';

const tiny = tinySource().definition;

export const credentialMistakes: BrokenSources = {
  'says yes to every credential': { breaks: ['credentials'], plugin: tinySource({ check: async () => {} }) },
  'reads the whole log to check a credential': {
    breaks: ['credentials'],
    plugin: tinySource({
      async check({ config, http }) {
        let cursor: string | undefined;
        do cursor = (await tinyPage(http, config, {}, cursor)).next;
        while (cursor !== undefined);
      },
    }),
  },
  'tries refused credentials again and again': {
    breaks: ['credentials'],
    plugin: tinySource({
      async check({ config, http }) {
        for (let left = 5; ; left -= 1) {
          try {
            await http({ url: `${config.baseUrl}/me`, auth: { bearer: config.token } });
            return;
          } catch (error) {
            if (left === 0) throw error;
          }
        }
      },
    }),
  },
  'does not say that it was the credential': {
    breaks: ['credentials-refused'],
    plugin: tinySource({
      async collect(context: TinyContext) {
        try {
          await tiny.collect(context);
        } catch (cause) {
          throw new HatcheryError('SOURCE_FAILED', 'Tiny failed.', { cause });
        }
      },
    }),
  },
};
