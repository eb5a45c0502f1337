import { HatcheryError } from '@hatchery/core';

/** The bytes of a body, which fails at its end unless there were as many as declared. */
export async function* exactSize(
  body: AsyncIterable<Uint8Array>,
  declared: number | undefined,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      yield chunk;
    }
  } catch (cause) {
    // Told apart from a failing connection, which may pass.
    throw HatcheryError.is(cause) ? cause : new HatcheryError('DESTINATION_FAILED', 'The body broke off.', { cause });
  }
  if (declared === undefined || size === declared) return;
  throw new HatcheryError('DESTINATION_FAILED', `${size} bytes came, and ${declared} were declared.`);
}
