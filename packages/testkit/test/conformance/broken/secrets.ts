import { defineSource, HatcheryError, Secret } from '@hatchery/core';
import { tinySource, type TinyContext } from '../tiny-source.ts';
import type { BrokenSources } from './broken-source.ts';

const tiny = tinySource().definition;
const collect = (context: TinyContext): Promise<void> => tiny.collect(context);

export const secretMistakes: BrokenSources = {
  'logs its token': {
    breaks: ['secrets-hidden'],
    plugin: tinySource({
      async collect(context) {
        context.pipe.log.debug('starting', { headers: { authorization: `Bearer ${context.config.token.reveal()}` } });
        await collect(context);
      },
    }),
  },
  'prints its token': {
    breaks: ['secrets-hidden'],
    plugin: tinySource({
      async collect(context) {
        process.stderr.write(`  (a token: ${Buffer.from(context.config.token.reveal()).toString('hex')})\n`);
        await collect(context);
      },
    }),
  },
  'throws its token': {
    breaks: ['secrets-hidden'],
    plugin: tinySource({
      async collect(context) {
        try {
          await collect(context);
        } catch (cause) {
          const code = HatcheryError.is(cause) ? cause.code : 'SOURCE_FAILED';
          throw new HatcheryError(code, `The token ${context.config.token.reveal()} did not work.`, { cause });
        }
      },
    }),
  },
  'does not tell anybody that its session is secret': {
    breaks: ['secrets-hidden'],
    plugin: defineSource({
      ...tiny,
      async collect({ config, pipe }) {
        const { baseUrl } = config as TinyContext['config'];
        const auth = { bearer: (config as TinyContext['config']).token };
        const { token } = await (
          await pipe.http({ url: `${baseUrl}/session`, method: 'POST', auth })
        ).json<{ token: string }>();
        const http: typeof pipe.http = (request) =>
          pipe.http({
            ...(request as { url: string }),
            auth: undefined,
            headers: { authorization: `Bearer ${token}` },
          });
        await collect({ config: { baseUrl, token: new Secret('a-placeholder') }, pipe: { ...pipe, http } });
      },
    }),
    conformance: { secrets: ({ session }) => [session] },
  },
};
