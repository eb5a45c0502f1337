import { HatcheryError } from '@hatchery/core';
import npmFetch from 'npm-registry-fetch';
import { drain } from './drain.ts';
import type { NpmSettings } from './npm-settings.ts';
import { registryFailed, shownUrl, statusOf } from './registry-failed.ts';

/** The largest documents of public registries have about 50 MB. */
const largestAnswer = 128 * 2 ** 20;

/** How long npm waits for an answer, in milliseconds, where its settings do not say. */
const defaultTimeout = 300_000;

/** One registry, asked with npm's settings. */
export class Registry {
  /** Its address, which may hold credentials. */
  readonly url: string;
  readonly #npm: NpmSettings;
  readonly #signal: AbortSignal | undefined;

  /** The registry that a package is read from, and no other: the one of its scope, if the scope has one. */
  constructor(packageName: string, npm: NpmSettings, signal?: AbortSignal) {
    this.url = npmFetch.pickRegistry(packageName, npm.options);
    this.#npm = npm;
    this.#signal = signal;
  }

  /**
   * Reads a JSON document.
   *
   * @param path below the registry's address
   * @param missing the statuses by which the registry says that there is none
   * @returns `undefined` if there is none
   * @throws HatcheryError `REGISTRY_FAILED`, `UNAUTHORIZED`, `CANCELLED`
   */
  async read(path: string, missing: readonly number[] = [404]): Promise<unknown> {
    const url = `${this.url.replace(/\/+$/, '')}/${path}`;
    const what = shownUrl(url);
    const text = await this.#text(url, what, missing);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new HatcheryError('REGISTRY_FAILED', `${what} answered with something else than JSON.`, {
        hint: 'A login page or a proxy may stand in between, or `registry` in .npmrc is not the address of a registry.',
        context: { phase: 'install' },
      });
    }
  }

  async #text(url: string, what: string, missing: readonly number[]): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    try {
      const response = await npmFetch(url, {
        ...this.#npm.options,
        headers: { accept: 'application/json' },
        ...(this.#signal ? { signal: this.#signal } : {}),
      });
      const idle = timeoutOf(this.#npm);
      const announced = Number(response.headers.get('content-length') ?? 0);
      const limits = { what, limit: largestAnswer, idle, announced };
      await drain(response.body, limits, (bytes) => chunks.push(bytes));
    } catch (error) {
      if (missing.includes(statusOf(error) ?? 0)) return undefined;
      throw registryFailed(`GET ${what}`, error);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

/** How long npm waits for an answer, in milliseconds. */
export function timeoutOf(npm: NpmSettings): number {
  const { timeout } = npm.options;
  return typeof timeout === 'number' && timeout > 0 ? timeout : defaultTimeout;
}
