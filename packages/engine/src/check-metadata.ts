import { HatcheryError, type Metadata, redact } from '@hatchery/core';
import { violation } from './contract-violation.ts';
import { describeValue, kindOf } from './describe-value.ts';

const highestSeq = 999_999_999_999;
const longestText = 1_000;
const extension = /^[a-z0-9]{1,16}(\.[a-z0-9]{1,16}){0,2}$/i;

/**
 * Refuses metadata that would make names unsafe or the ledger unreadable. Types are checked too: sources may be JavaScript.
 *
 * @throws HatcheryError `CONTRACT_VIOLATED`, `SECRET_EXPOSED`
 */
export function checkMetadata(metadata: Metadata): void {
  if (typeof metadata !== 'object' || Array.isArray(metadata))
    throw wrong(`${kindOf(metadata)} for the metadata of an object`);
  const { timestamp, seq, format, schemaHint, slug } = metadata;
  if (timestamp !== undefined && !(timestamp instanceof Date && isNameable(timestamp))) {
    throw wrong('a timestamp that is not a valid Date of the years 0 to 9999');
  }
  if (seq !== undefined && !(Number.isSafeInteger(seq) && seq >= 0 && seq <= highestSeq)) {
    throw wrong(`${describeValue(seq)} for the number of an object, which is a whole number from 0 to ${highestSeq}`);
  }
  if (format !== undefined && !(typeof format === 'string' && extension.test(format))) {
    throw wrong('a format that is no file extension such as "json" or "json.gz"');
  }
  for (const [field, text] of Object.entries({ schemaHint, slug })) {
    if (text === undefined) continue;
    if (typeof text !== 'string' || text.length > longestText) {
      throw wrong(`a ${field} that is no text of at most ${longestText} characters`);
    }
    if (redact(text) !== text) {
      throw new HatcheryError('SECRET_EXPOSED', `The source gave a ${field} that holds a secret.`, {
        hint: 'It would show in the name of an object.',
      });
    }
  }
}

function isNameable(time: Date): boolean {
  return time.getTime() >= Date.UTC(0, 0) && time.getTime() < Date.UTC(10_000, 0);
}

function wrong(given: string): HatcheryError {
  return violation('describe-objects-rightly', `gave ${given}`);
}
