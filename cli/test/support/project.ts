import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with a config and plugins as files, gone after the test. */
export interface Folder extends AsyncDisposable {
  readonly cwd: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
}

export async function folder(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  const cwd = await realpath(await mkdtemp(join(tmpdir(), 'hatchery-cli-')));
  const write = async (more: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, content] of Object.entries(more)) {
      await mkdir(dirname(join(cwd, name)), { recursive: true });
      await writeFile(join(cwd, name), content);
    }
  };
  await write(files);
  return { cwd, write, [Symbol.asyncDispose]: () => rm(cwd, { recursive: true, force: true }) };
}

/** A source that lands one line, unless its options tell it to fail. */
export const source: string = `
import { defineSource, HatcheryError, secret, z } from '@hatchery/core';
export default defineSource({
  config: z.strictObject({ text: z.string().default('one'), fail: z.string().optional(), token: secret().optional() }),
  resume: 'window',
  async collect({ config, pipe }) {
    if (config.fail) throw new HatcheryError('SOURCE_FAILED', config.fail, { hint: 'Do not ask it to.' });
    await pipe.spout(config.text);
  },
});
`;

/** Waits in the middle of its work until the server at \`gate\` answers; heeds its signal only if told to. */
export const gatedSource: string = `
import { defineSource, z } from '@hatchery/core';
import { request } from 'node:http';
export default defineSource({
  config: z.strictObject({ gate: z.string(), heeds: z.boolean().default(true) }),
  resume: 'window',
  async collect({ config, pipe }) {
    await new Promise((resolve, reject) => {
      const options = config.heeds ? { signal: pipe.signal } : {};
      request(config.gate, options, (answer) => { answer.resume(); answer.on('end', resolve); }).on('error', reject).end();
    });
    await pipe.spout('after the gate');
  },
});
`;

export interface StreamLine {
  readonly id: string;
  readonly tags?: readonly string[];
  readonly source: Readonly<Record<string, unknown>>;
}

/** A config in YAML; JSON is YAML, too. Everything lands in \`logs\`. */
export function config(streams: readonly StreamLine[]): string {
  const entries = streams.map((stream) => ({ ...stream, destination: { use: 'file', path: './logs' } }));
  return JSON.stringify({ streams: entries }, undefined, 1);
}
