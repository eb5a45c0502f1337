import { HatcheryError, z } from '@hatchery/core';
import { type LedgerEntry, ledgerVersion } from './ledger-entry.ts';

/** What is needed to go on; fields that a later minor version adds are let through. */
const shape = z.looseObject({
  version: z.int(),
  stream: z.string(),
  sequence: z.int().min(1),
  previous: z.string().nullable(),
  kind: z.enum(['intent', 'landed', 'progress', 'complete']),
  committedAt: z.iso.datetime(),
  run: z.string(),
  window: z.looseObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
  opened: z.int().min(1),
  lease: z.looseObject({ holder: z.string(), since: z.iso.datetime(), until: z.iso.datetime() }).optional(),
  nextSeq: z.int().min(0),
  series: z.array(z.string()),
  schemaHints: z.array(z.string()),
  coveredFrom: z.iso.datetime().optional(),
  coveredUntil: z.iso.datetime().optional(),
  gaps: z.array(z.looseObject({ from: z.iso.datetime(), to: z.iso.datetime() })).optional(),
  objects: z.array(z.looseObject({ name: z.string(), size: z.int(), sha256: z.string(), storedSize: z.int() })),
  discarded: z.array(z.string()).optional(),
  totals: z.looseObject({ objects: z.int(), bytes: z.int() }),
});

/**
 * The entry that these bytes hold; of any stream, if none is given.
 *
 * @throws HatcheryError `LEDGER_CORRUPT` if it is none, or of another stream, or of a newer format
 */
export function parseEntry(bytes: Uint8Array, name: string, stream?: string): LedgerEntry {
  const parsed = shape.safeParse(parseJson(bytes, name, stream));
  if (!parsed.success) throw corrupt(name, stream, z.prettifyError(parsed.error).replaceAll('\n', ' '));
  if (parsed.data.version > ledgerVersion) {
    throw new HatcheryError(
      'LEDGER_CORRUPT',
      `A newer hatchery wrote the ledger entry ${name} (format ${parsed.data.version}).`,
      {
        hint: 'Update hatchery; nothing was collected.',
      },
    );
  }
  if (stream !== undefined && parsed.data.stream !== stream)
    throw corrupt(name, stream, `it belongs to stream "${parsed.data.stream}"`);
  return parsed.data as unknown as LedgerEntry;
}

function parseJson(bytes: Uint8Array, name: string, stream: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw corrupt(name, stream, 'it is not JSON', cause);
  }
}

function corrupt(name: string, stream: string | undefined, why: string, cause?: unknown): HatcheryError {
  return new HatcheryError('LEDGER_CORRUPT', `The ledger entry ${name} cannot be used: ${why}.`, {
    cause,
    context: stream === undefined ? {} : { stream },
    hint: 'It was altered after it was written. Restore it from a copy; nothing was collected.',
  });
}
