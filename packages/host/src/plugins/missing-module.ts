/** What could not be found, and for whom. */
export interface MissingModule {
  readonly specifier: string;
  /** The URL of the importing module. */
  readonly parent: string | undefined;
}

/** Whether an error of Node says that a module, or a part of a package that it exports, is not there. */
export function isMissing(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes(code);
}

const missing = new WeakMap<object, MissingModule>();

/** Remembers what a failed resolution was about: Node says it in prose only. */
export function rememberMissing(error: unknown, about: MissingModule): void {
  if (typeof error === 'object' && error !== null) missing.set(error, about);
}

/** What an error of `import()` could not find, if that was the reason. */
export function missingModuleOf(error: unknown): MissingModule | undefined {
  return typeof error === 'object' && error !== null ? missing.get(error) : undefined;
}
