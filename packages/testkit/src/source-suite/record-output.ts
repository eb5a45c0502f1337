/** Runs something, and keeps what is written to standard output and standard error meanwhile; it is written all the same. */
export async function recordOutput<T>(act: () => Promise<T>): Promise<{ result: T; output: string }> {
  let output = '';
  const outputs = [process.stdout, process.stderr];
  const originals = outputs.map((stream) => stream.write.bind(stream));
  outputs.forEach((stream, index) => {
    const write = originals[index] as (...args: unknown[]) => boolean;
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      output += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      return write(chunk, ...rest);
    }) as typeof stream.write;
  });
  try {
    return { result: await act(), output };
  } finally {
    outputs.forEach((stream, index) => {
      stream.write = originals[index] as typeof stream.write;
    });
  }
}
