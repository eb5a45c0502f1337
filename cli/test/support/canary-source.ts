/** What must not come out anywhere: a secret with a character that encodings change. */
export const canary = 'canary/4f1d+9a&"c7';

/** A source that lets its secret slip in every way there is. */
export const canarySource: string = `
import { defineSource, secret, z } from '@hatchery/core';
export default defineSource({
  config: z.strictObject({ token: secret() }),
  resume: 'window',
  async collect({ config, pipe }) {
    const token = config.token.reveal();
    for (const level of ['debug', 'info', 'warn', 'error']) {
      pipe.log[level]('The token is ' + token, { token, deep: { list: [token, encodeURIComponent(token)] }, [token]: 1, secret: config.token });
    }
    console.log('console', token, Buffer.from(token).toString('base64'));
    console.error({ token });
    process.stdout.write('');
    process.stderr.write('written aside: ' + token + '\\n');
    process.stderr.write(Buffer.from('as bytes: ' + token + '\\n'));
    process.emitWarning('a warning about ' + token);
    Promise.reject(new Error('forgotten, with ' + token));
    await new Promise((resolve) => setImmediate(resolve));
    throw new Error('Refused ' + token, { cause: new Error('Authorization: Basic ' + Buffer.from(token).toString('base64')) });
  },
});
`;
