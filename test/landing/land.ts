import { defineSource, type Pipe, z } from '@hatchery/core';
import { type Compression, run, type StreamReport } from '@hatchery/engine';
import file from 'hatchery-dest-file';

/** Runs one stream into a folder, with a source that is a function. Nothing is tried again. */
export async function land(
  path: string,
  compress: Compression,
  collect: (pipe: Pipe) => Promise<void>,
  id = 'landing',
): Promise<StreamReport> {
  const { definition } = file;
  const source = defineSource({ config: z.strictObject({}), collect: ({ pipe }) => collect(pipe) });
  const { streams } = await run(
    [
      {
        id,
        tags: [],
        compress,
        source: { plugin: { name: 'inline' }, definition: source.definition, config: {} },
        destination: {
          plugin: { name: 'hatchery-dest-file' },
          definition,
          config: definition.config.parse({ path }),
          directory: path,
        },
      },
    ],
    { retry: { retries: 0 } },
  );
  return streams[0] ?? expectReport();
}

function expectReport(): never {
  throw new Error('the run reported nothing of its stream');
}
