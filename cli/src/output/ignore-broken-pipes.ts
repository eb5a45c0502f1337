/**
 * A reader that went away (`hatchery streams | head -1`) is no reason to stop: what is under way is worth more
 * than what would have been printed.
 */
export function ignoreBrokenPipes(streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
