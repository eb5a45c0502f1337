import type { Clock } from '../server/clock.ts';
import { checkConditions } from './gcs-conditions.ts';
import { checksumsOf, type GcsMetadata, type GcsObject } from './gcs-object.ts';
import { GcsRefusal, invalid, noObject } from './gcs-refusal.ts';

export interface GcsBucketOptions {
  /** How long no object can be deleted or replaced, in seconds. @default no policy */
  readonly retentionPeriod?: number;
  /** @default `STANDARD` */
  readonly storageClass?: string;
  /** Keys that the service may use; another one is refused. @default none */
  readonly kmsKeys?: readonly string[];
}

const longestName = 1_024;

/** The objects of one bucket. */
export class GcsBucket {
  readonly name: string;
  readonly options: GcsBucketOptions;
  readonly #objects = new Map<string, GcsObject>();
  readonly #clock: Clock;
  #lastGeneration = 0n;

  constructor(name: string, options: GcsBucketOptions, clock: Clock) {
    this.name = name;
    this.options = options;
    this.#clock = clock;
  }

  /** In the order in which listings show them: that of the names' UTF-8 bytes. */
  objects(): GcsObject[] {
    return [...this.#objects.values()].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }

  peek(name: string): GcsObject | undefined {
    return this.#objects.get(name);
  }

  /** The object that a read asks for. @throws GcsRefusal 404, 412, 304 */
  find(name: string, query: URLSearchParams): GcsObject {
    const object = this.#objects.get(name);
    checkConditions(query, object);
    const generation = query.get('generation');
    if (object === undefined || (generation !== null && generation !== object.generation)) {
      throw noObject(this.name, name);
    }
    return object;
  }

  /** What can be refused before any byte has come. */
  checkInsert({ name, kmsKeyName }: GcsMetadata, query: URLSearchParams): string {
    if (name === undefined || name === '') throw new GcsRefusal(400, 'required', 'Required');
    if (Buffer.byteLength(name) > longestName) throw invalid('The maximum object length is 1024 characters.');
    if (/[\r\n]/.test(name) || name === '.' || name === '..' || name.startsWith('.well-known/acme-challenge/')) {
      throw invalid(`Invalid object name: ${JSON.stringify(name)}`);
    }
    if (kmsKeyName !== undefined && !(this.options.kmsKeys ?? []).includes(kmsKeyName)) {
      throw new GcsRefusal(
        403,
        'forbidden',
        'Permission denied on Cloud KMS key. Please ensure that your Cloud Storage service account has been authorized to use this key.',
      );
    }
    const current = this.#objects.get(name);
    checkConditions(query, current);
    if (current !== undefined) this.#checkUnlocked(current);
    return name;
  }

  /** Makes an object visible, whole, if nothing speaks against it now. */
  insert(metadata: GcsMetadata, bytes: Buffer, query: URLSearchParams): GcsObject {
    const name = this.checkInsert(metadata, query);
    const checksums = checksumsOf(bytes);
    expectChecksum('CRC32C', metadata.crc32c, checksums.crc32c);
    expectChecksum('MD5 hash', metadata.md5Hash, checksums.md5Hash);
    const now = this.#clock.now();
    const { storageClass = 'STANDARD' } = this.options;
    const until = this.#retainedUntil(metadata, now);
    const object: GcsObject = {
      storageClass,
      ...metadata,
      ...checksums,
      name,
      bytes,
      generation: this.#nextGeneration(now),
      metageneration: '1',
      timeCreated: new Date(now).toISOString(),
      ...(until === undefined ? {} : { retentionExpirationTime: until }),
    };
    this.#objects.set(name, object);
    return object;
  }

  update(name: string, changes: GcsMetadata, query: URLSearchParams): GcsObject {
    const object = this.find(name, query);
    const changed = { ...object, ...changes, name, metageneration: String(BigInt(object.metageneration) + 1n) };
    this.#objects.set(name, changed);
    return changed;
  }

  remove(name: string, query: URLSearchParams): void {
    this.#checkUnlocked(this.find(name, query));
    this.#objects.delete(name);
  }

  /** Changes bytes behind the service's back, as a fault of the store would: its checksums stay. */
  tamper(name: string, bytes: Buffer): void {
    const object = this.find(name, new URLSearchParams());
    this.#objects.set(name, { ...object, bytes });
  }

  #checkUnlocked(object: GcsObject): void {
    const which = `Object '${this.name}/${object.name}'`;
    if (object.temporaryHold === true || object.eventBasedHold === true) {
      const kind = object.temporaryHold === true ? 'Temporary' : 'Event-Based';
      throw new GcsRefusal(
        403,
        'objectUnderActiveHold',
        `${which} is under active ${kind} hold and cannot be deleted, overwritten or archived until hold is removed.`,
      );
    }
    const until = object.retentionExpirationTime;
    if (until === undefined || Date.parse(until) <= this.#clock.now()) return;
    throw new GcsRefusal(
      403,
      'retentionPolicyNotMet',
      `${which} is subject to bucket's retention policy or object retention and cannot be deleted or overwritten until ${until}`,
    );
  }

  /** The later of what the bucket's policy and the object's own retention say. */
  #retainedUntil({ retention }: GcsMetadata, now: number): string | undefined {
    const { retentionPeriod } = this.options;
    const policy = retentionPeriod === undefined ? [] : [new Date(now + retentionPeriod * 1000).toISOString()];
    const own = retention === undefined ? [] : [new Date(retention.retainUntilTime).toISOString()];
    return [...policy, ...own].sort().at(-1);
  }

  /** Microseconds, and never the same twice. */
  #nextGeneration(now: number): string {
    const next = BigInt(Math.floor(now)) * 1000n;
    this.#lastGeneration = next > this.#lastGeneration ? next : this.#lastGeneration + 1n;
    return String(this.#lastGeneration);
  }
}

function expectChecksum(kind: string, provided: string | undefined, calculated: string): void {
  if (provided === undefined || provided === calculated) return;
  throw invalid(`Provided ${kind} "${provided}" doesn't match calculated ${kind} "${calculated}".`);
}
