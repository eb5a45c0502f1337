import { defineSource, Secret, secret, z } from '@hatchery/core';
import { tinyOptions, tinySource } from '../tiny-source.ts';
import type { BrokenSources } from './broken-source.ts';

const tiny = tinySource().definition;
const { token, baseUrl } = tinyOptions.shape;

/** The tiny source with other options than it should have. */
function withOptions(config: z.ZodType) {
  return defineSource({ ...tiny, config });
}

export const optionMistakes: BrokenSources = {
  'takes options that it does not know': {
    breaks: ['options-strict'],
    plugin: withOptions(z.object({ token, baseUrl })),
  },
  'describes no option': {
    breaks: ['options-described'],
    plugin: withOptions(z.strictObject({ token: secret(), baseUrl: z.url() })),
  },
  'asks for a date, which a config cannot hold': {
    breaks: ['options-schema'],
    plugin: withOptions(z.strictObject({ token, baseUrl, since: z.date().optional().describe('Where to begin.') })),
  },
  'takes anything for options': {
    breaks: ['options-schema', 'options-strict'],
    plugin: withOptions(
      z.preprocess(
        (given) =>
          typeof given === 'object' && given !== null && 'token' in given
            ? given
            : { token: 'a-token-that-nobody-gave', baseUrl: 'http://127.0.0.1' },
        z.object({ token, baseUrl }),
      ),
    ),
  },
  'holds its token in plain text': {
    breaks: ['secrets-marked'],
    plugin: defineSource({
      ...tiny,
      config: z.strictObject({ apiToken: z.string().describe('The token of the service.'), baseUrl }),
      collect: ({ config, pipe }) =>
        tiny.collect({ config: { baseUrl: config.baseUrl, token: new Secret(config.apiToken) }, pipe }),
      check: async ({ config, http }) =>
        void (await http({ url: `${config.baseUrl}/me`, auth: { bearer: new Secret(config.apiToken) } })),
    }),
    conformance: { config: (server) => ({ apiToken: server.token, baseUrl: server.url }) },
  },
};
