import { createHash } from 'node:crypto';
import { Parser, type ReadEntry } from 'tar';
import { HatcheryError } from '@hatchery/core';
import { isPlainObject } from '../../plain-object.ts';
import { type Drainable, drain } from './drain.ts';

const largestTarball = 256 * 2 ** 20;
const largestUnpacked = 2 ** 30;
const largestManifest = 2 ** 20;
const mostFiles = 100_000;
/** Code compresses to a fifth or a tenth. */
const steepestCompression = 250;

/** What is in a package: its manifest, and the paths of its files. */
export interface PackageContents {
  readonly manifest: Readonly<Record<string, unknown>>;
  /** With `/`, from the package's folder on: `dist/index.js`. */
  readonly files: ReadonlySet<string>;
  /** In bytes. */
  readonly unpackedSize: number;
  /** SHA-512 of the tarball, as npm writes it. */
  readonly integrity: string;
}

/**
 * Looks into a tarball as it streams by. Nothing is written to disk.
 *
 * @throws HatcheryError `PLUGIN_NOT_A_PLUGIN` if it is no tarball of a package, or far too large for one
 */
export async function tarballContents(stream: Drainable, what: string, idle: number): Promise<PackageContents> {
  const hash = createHash('sha512');
  const reader = new TarballReader(what);
  await drain(stream, { what, limit: largestTarball, idle }, (bytes) => {
    hash.update(bytes);
    reader.write(bytes);
  });
  return { ...reader.end(), integrity: `sha512-${hash.digest('base64')}` };
}

class TarballReader {
  readonly #what: string;
  readonly #parser: Parser;
  readonly #files = new Set<string>();
  #unpackedSize = 0;
  #manifest = Buffer.alloc(0);
  #problem: HatcheryError | undefined;

  constructor(what: string) {
    this.#what = what;
    this.#parser = new Parser({
      strict: true,
      maxDecompressionRatio: steepestCompression,
      onReadEntry: (entry) => this.#see(entry),
    });
    this.#parser.on('error', (error: unknown) => this.#fail(error instanceof Error ? error.message : String(error)));
  }

  write(bytes: Buffer): void {
    if (!this.#problem) this.#parser.write(bytes);
    if (this.#problem) throw this.#problem;
  }

  end(): Omit<PackageContents, 'integrity'> {
    this.#parser.end();
    if (this.#problem) throw this.#problem;
    if (this.#manifest.length === 0) throw this.#fail('there is no package.json in it');
    return { manifest: this.#parse(), files: this.#files, unpackedSize: this.#unpackedSize };
  }

  #see(entry: ReadEntry): void {
    this.#unpackedSize += entry.size;
    if (this.#unpackedSize > largestUnpacked || this.#files.size > mostFiles) this.#fail('it unpacks to far too much');
    const path = inPackage(entry.path);
    // Links are not unpacked, so that nothing in a package leads out of it.
    if (path === undefined || !entry.type.endsWith('File')) return entry.resume();
    this.#files.add(path);
    if (path !== 'package.json') return entry.resume();
    // If there are several, the last one stays when it is unpacked.
    this.#manifest = Buffer.alloc(0);
    entry.on('data', (bytes: Buffer) => {
      this.#manifest = Buffer.concat([this.#manifest, bytes]);
      if (this.#manifest.length > largestManifest) this.#fail('its package.json is far too large');
    });
  }

  #parse(): Record<string, unknown> {
    try {
      const manifest: unknown = JSON.parse(this.#manifest.toString('utf8').replace(/^\uFEFF/, ''));
      if (isPlainObject(manifest)) return manifest;
    } catch {
      // Said below.
    }
    throw this.#fail('its package.json is not an object in JSON');
  }

  #fail(reason: string): HatcheryError {
    this.#problem ??= new HatcheryError('PLUGIN_NOT_A_PLUGIN', `${this.#what} is not a package: ${reason}.`, {
      hint: 'A tarball of a package is what `npm pack` writes. Nothing was installed.',
      context: { phase: 'install' },
    });
    return this.#problem;
  }
}

/** The path below the package's folder, whatever that is called; `undefined` for what would be unpacked outside or not at all. */
function inPackage(path: string): string | undefined {
  const [, ...parts] = path.split('/').filter((part) => part !== '.');
  return parts.length === 0 || path.split('/').includes('..') ? undefined : parts.join('/');
}
