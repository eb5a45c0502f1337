import { inspect } from 'node:util';
import { registerSecret } from './redact.ts';

const brand = Symbol.for('hatchery.Secret');
const shown = '[secret]';

/**
 * A value that must not be seen: a token, a key, a password.
 *
 * However Node prints it, in a log, a template string, JSON or a debugger's dump, it reads
 * `[secret]`, whatever its length. Only {@link Secret.reveal} gives the value. Creating one also makes
 * {@link redact} remove that value from all text that passes through hatchery, so wrap a token that
 * your source obtains at run time (an OAuth access token, say) as soon as you have it.
 *
 * @example
 * const token = new Secret(reply.access_token);
 * await pipe.http({ url, auth: { bearer: token } });
 */
export class Secret {
  readonly #value: string;
  readonly [brand]: true = true;

  constructor(value: string) {
    this.#value = value;
    Object.defineProperty(this, brand, { enumerable: false });
    registerSecret(value);
  }

  /** Tells a Secret from any other value, also across copies of this package. */
  static is(value: unknown): value is Secret {
    return typeof value === 'object' && value !== null && brand in value;
  }

  /** The value itself. Pass it on; do not keep it, log it or put it into an error. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  get [Symbol.toStringTag](): string {
    return 'secret';
  }

  [Symbol.toPrimitive](): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
