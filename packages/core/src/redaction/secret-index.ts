const indexLength = 4;

/** Spellings that start alike, by their lengths, the longest first. */
interface Bucket {
  readonly spellings: Set<string>;
  lengths: number[];
}

/** Finds the spellings of secrets in a text. How many there are makes no difference to the time it takes. */
export class SecretIndex {
  readonly #known = new Set<string>();
  readonly #byStart = new Map<string, Bucket>();
  /** Those too short to be found by their start. */
  readonly #short: Bucket = { spellings: new Set(), lengths: [] };

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  /** Adds what `spellings` makes of a value, unless that value is known. */
  add(value: string, spellings: (value: string) => Iterable<string>): void {
    if (this.#known.has(value)) return;
    this.#known.add(value);
    for (const spelling of spellings(value)) put(this.#bucketFor(normal(spelling)), normal(spelling));
  }

  /** Where spellings lie; from each place on, the longest one. */
  find(text: string): { from: number; to: number }[] {
    const haystack = normal(text);
    const found: { from: number; to: number }[] = [];
    for (let at = 0; at < haystack.length; at++) {
      const bucket = this.#byStart.get(haystack.slice(at, at + indexLength));
      const length = (bucket && longest(bucket, haystack, at)) ?? longest(this.#short, haystack, at);
      if (length !== undefined) found.push({ from: at, to: at + length });
    }
    return found;
  }

  #bucketFor(spelling: string): Bucket {
    if (spelling.length < indexLength) return this.#short;
    const start = spelling.slice(0, indexLength);
    const bucket = this.#byStart.get(start) ?? { spellings: new Set(), lengths: [] };
    this.#byStart.set(start, bucket);
    return bucket;
  }
}

/** In forms a plus is a space; which of the two it was cannot be told, so they count as one. */
function normal(text: string): string {
  return text.replaceAll('+', ' ');
}

function put(bucket: Bucket, spelling: string): void {
  bucket.spellings.add(spelling);
  if (bucket.lengths.includes(spelling.length)) return;
  bucket.lengths = [...bucket.lengths, spelling.length].sort((a, b) => b - a);
}

function longest({ spellings, lengths }: Bucket, text: string, at: number): number | undefined {
  return lengths.find((length) => at + length <= text.length && spellings.has(text.slice(at, at + length)));
}
