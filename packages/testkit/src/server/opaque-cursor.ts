/** A page cursor that a client cannot read: JSON in base64url. */
export function opaqueCursor(state: object): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}

/** The state in a cursor; `undefined` if the server cannot have made it. */
export function openCursor(cursor: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const state: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
