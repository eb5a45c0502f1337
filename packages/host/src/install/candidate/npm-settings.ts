/** What npm's own configuration says. */
export interface NpmSettings {
  /** Flat options, as npm's libraries take them (pacote, arborist). They hold credentials: never print them. */
  readonly options: Readonly<Record<string, unknown>>;
}
