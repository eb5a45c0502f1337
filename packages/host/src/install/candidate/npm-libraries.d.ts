/** What is used of npm's own libraries, which bring no types. */
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
    readonly data: ReadonlyMap<string, { readonly source: string | null } & Readonly<Record<symbol, unknown>>>;
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

declare module 'pacote' {
  type Options = Readonly<Record<string, unknown>>;

  /** Bytes as they come; pauses its source while they are not taken. */
  export interface TarballStream extends AsyncIterable<Buffer> {
    destroy(error?: Error): unknown;
  }

  const pacote: {
    /** Exact specifier of what a looser one means now: of git, with the commit. */
    resolve(spec: string, options: Options): Promise<string>;
    manifest(spec: string, options: Options): Promise<Record<string, unknown>>;
    tarball: {
      /** May call the handler again, for a stream that was cut or spoilt. */
      stream<T>(spec: string, handler: (stream: TarballStream) => Promise<T>, options: Options): Promise<T>;
    };
  };
  export default pacote;
}
