/** A line or a value of base64 shorter than this also occurs by chance. */
const shortestLine = 16;
const shortestBase64 = 5;

/**
 * The forms of a secret that are looked for, each as one character per byte of UTF-8: the value, also with other line
 * breaks; each of its longer lines; base64. Escapes are undone by {@link readings} and need no spelling of their own.
 */
export function spellings(value: string): Set<string> {
  const lines = value.split(/\r?\n|\\n/);
  const texts = [value, value.trim(), ...['\n', '\r\n', ' ', ''].map((lineBreak) => lines.join(lineBreak).trim())];
  const pieces = new Set([...texts, ...lines.map((line) => line.trim()).filter((line) => line.length >= shortestLine)]);
  pieces.delete('');
  const found = new Set<string>();
  for (const piece of pieces) {
    const bytes = Buffer.from(piece);
    found.add(bytes.toString('latin1'));
    for (const base64 of base64Forms(bytes)) {
      if (base64.length < shortestBase64) continue;
      found.add(base64);
      found.add(base64.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  return found;
}

/** In base64, with padding and without, and the part of it that stays the same wherever in a longer text the value begins. */
function base64Forms(bytes: Buffer): string[] {
  const alone = bytes.toString('base64');
  return [alone, alone.replace(/=+$/, ''), ...[0, 1, 2].map((offset) => base64Inside(bytes, offset))];
}

/** @param offset how many bytes of the last group of three come before the value */
function base64Inside(bytes: Buffer, offset: number): string {
  const bits = (offset + bytes.length) * 8;
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return whole.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
}
