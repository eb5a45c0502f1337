/** What is used of npm's own libraries, and has no types of its own or others'. */
declare module '@npmcli/config' {
  export interface AuthProblem {
    readonly action: 'delete' | 'rename';
  }

  export default class Config {
    constructor(options: {
      readonly definitions: unknown;
      readonly flatten: unknown;
      readonly nerfDarts: readonly string[];
      readonly shorthands: unknown;
      readonly npmPath: string;
      readonly env: NodeJS.ProcessEnv;
      readonly argv: readonly string[];
      readonly cwd: string;
      readonly warn: boolean;
    });
    /** By level, from the defaults to the command line. What each level sets is its own; symbols hide what went wrong. */
    readonly data: ReadonlyMap<
      string,
      { readonly source: string | null; readonly data: Readonly<Record<string, unknown>> } & Readonly<
        Record<symbol, unknown>
      >
    >;
    readonly flat: Record<string, unknown>;
    load(): Promise<void>;
    /** Changes nothing on disk. */
    repair(): void;
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  const all: {
    readonly definitions: unknown;
    readonly flatten: unknown;
    readonly nerfDarts: readonly string[];
    readonly shorthands: unknown;
  };
  export default all;
}

declare module 'npm-registry-fetch' {
  export interface RegistryResponse {
    readonly headers: { get(name: string): string | null };
    readonly body: {
      on(event: 'data', listener: (bytes: Buffer) => void): unknown;
      on(event: 'end', listener: () => void): unknown;
      on(event: 'error', listener: (error: Error) => void): unknown;
      destroy(): unknown;
    };
  }

  /** Rejects for statuses from 400 on. */
  function npmFetch(url: string, options: Readonly<Record<string, unknown>>): Promise<RegistryResponse>;

  namespace npmFetch {
    /** The registry that a package is read from: that of its scope, else the default one. */
    function pickRegistry(spec: string, options: Readonly<Record<string, unknown>>): string;
  }

  export default npmFetch;
}
