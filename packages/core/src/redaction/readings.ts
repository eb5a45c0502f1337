/** How often an escape may lie inside another: a URL in a JSON document, a JSON document in a string of another. */
const deepest = 2;

/** A text with some of its escapes undone. One character is one byte of UTF-8. */
export interface Reading {
  readonly text: string;
  /** Where in the original text the character at a place came from; at the text's end, the original's end. */
  place(at: number): number;
}

interface Escape {
  readonly pattern: RegExp;
  /** The character that an escape stands for. */
  undo(escape: string): string;
}

const named: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const escapes: readonly Escape[] = [
  {
    pattern: /%[0-9a-fA-F]{2}/g,
    undo: (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  },
  {
    pattern: /\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|x[0-9a-fA-F]{2}|["'`\\/bfnrt])/g,
    undo: (escape) => toBytes(escape.length > 3 ? fromCodeUnits(escape) : (named[escape.slice(1)] ?? escape.slice(1))),
  },
  {
    pattern: /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});/g,
    undo: (escape) => toBytes(named[escape.slice(1, -1)] ?? fromCodePoint(escape.slice(2, -1))),
  },
];

/** The text as it is, and as it reads without the escapes of URLs, of JSON and JavaScript, of HTML; one at a time. */
export function* readings(text: string): Generator<Reading> {
  yield* expand({ text, place: (at) => at }, deepest);
}

function* expand(reading: Reading, depth: number): Generator<Reading> {
  yield reading;
  if (depth === 0) return;
  for (const escape of escapes) {
    const undone = undo(reading, escape);
    if (undone !== undefined) yield* expand(undone, depth - 1);
  }
}

function undo(reading: Reading, escape: Escape): Reading | undefined {
  const places: number[] = [];
  let text = '';
  const add = (piece: string, placeOf: (at: number) => number): void => {
    for (let at = 0; at < piece.length; at++) places.push(placeOf(at));
    text += piece;
  };
  let copied = 0;
  for (const { 0: found, index } of reading.text.matchAll(escape.pattern)) {
    const from = copied;
    add(reading.text.slice(from, index), (at) => reading.place(from + at));
    add(escape.undo(found), () => reading.place(index));
    copied = index + found.length;
  }
  if (copied === 0) return undefined;
  const rest = copied;
  add(reading.text.slice(rest), (at) => reading.place(rest + at));
  return { text, place: (at) => places[at] ?? reading.place(reading.text.length) };
}

/** `\u` escapes, one or a surrogate pair, or a `\x` escape. */
function fromCodeUnits(escape: string): string {
  const units = escape.split(/\\[ux]/).slice(1);
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
}

/** The digits of an HTML character reference, with an `x` in front if they are hexadecimal. */
function fromCodePoint(digits: string): string {
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
