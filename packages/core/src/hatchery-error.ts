import type { ErrorCode } from './error-codes.ts';

const brand = Symbol.for('hatchery.HatcheryError');

/** Where an error happened. Values here are shown to people: never a secret. */
export interface ErrorContext {
  readonly stream?: string;
  /** The plugin's package name. */
  readonly plugin?: string;
  /** What was under way: `load`, `config`, `collect`, `body`, `land`, `commit`, `check`. */
  readonly phase?: string;
  readonly [key: string]: string | number | boolean | undefined;
}

export interface HatcheryErrorOptions {
  /** What the reader can do about it, as a sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  readonly context?: ErrorContext | undefined;
  /** True if the same thing may succeed when tried again, as nothing is wrong but the moment. @default false */
  readonly transient?: boolean | undefined;
}

/**
 * The one error type of hatchery: a sentence, a stable code (see `docs/errors.md`), a hint, the cause.
 *
 * @example
 * throw new HatcheryError('SOURCE_REJECTED', 'Slack refused the token.', { hint: 'Ask an organisation owner for a new one.' });
 */
export class HatcheryError extends Error {
  readonly code: ErrorCode | (string & {});
  readonly hint: string | undefined;
  readonly context: ErrorContext;
  readonly transient: boolean;

  constructor(code: ErrorCode | (string & {}), message: string, options: HatcheryErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'HatcheryError';
    this.code = code;
    this.hint = options.hint;
    this.context = options.context ?? {};
    this.transient = options.transient ?? false;
    Object.defineProperty(this, brand, { value: true });
  }

  /** Tells a HatcheryError from any other value, also across copies of this package. */
  static is(value: unknown): value is HatcheryError {
    return typeof value === 'object' && value !== null && brand in value;
  }

  /** The same error with more context; what it says already is kept. */
  within(context: ErrorContext): HatcheryError {
    const copy = new HatcheryError(this.code, this.message, {
      hint: this.hint,
      ...('cause' in this ? { cause: this.cause } : {}),
      context: { ...context, ...this.context },
      transient: this.transient,
    });
    if (this.stack !== undefined) copy.stack = this.stack;
    return copy;
  }
}
