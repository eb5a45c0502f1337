import { redact } from '@hatchery/core';

/**
 * Control characters, and those that turn the direction of text: a server's words must not move the cursor,
 * hide a line or make one text look like another. Line breaks and tabs stay.
 */
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text from anywhere, without secrets and safe on a terminal. */
export function printable(text: string): string {
  return redact(text).replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** {@link printable}, on one line: what comes from outside cannot look like a line of its own. */
export function oneLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', ' ');
}
