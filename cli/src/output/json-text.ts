import { redact } from '@hatchery/core';

/** A value as JSON text for people and programs, without secrets. */
export function jsonText(value: unknown): string {
  return redact(JSON.stringify(value, undefined, 2));
}
