import { inspect } from 'node:util';
import { registerSecret } from './redact.ts';

const brand = Symbol.for('hatchery.Secret');
const shown = '[secret]';

/** Not private fields: an attached inspector shows those, and previews them in everything that is logged. */
const values = new WeakMap<Secret, string>();

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
  /** @throws TypeError if `value` is not a string, as when an answer holds no token */
  constructor(value: string) {
    if (typeof value !== 'string') throw new TypeError(`A Secret is made from a string, not from ${typeof value}.`);
    values.set(this, value);
    registerSecret(value);
  }

  get [brand](): true {
    return true;
  }

  /** Tells a Secret from any other value, also across copies of this package. */
  static is(value: unknown): value is Secret {
    return typeof value === 'object' && value !== null && brand in value;
  }

  /**
   * The value itself. Pass it on; do not keep it, log it or put it into an error.
   *
   * @throws TypeError when called on something that merely looks like a Secret: a proxy, an object made from one
   */
  reveal(): string {
    const value = values.get(this);
    if (value === undefined) throw new TypeError('This is not a Secret, but something made from one.');
    return value;
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
