/** What is used of npm's own libraries, which bring no types. */
declare module 'bin-links' {
  const binLinks: {
    (options: { path: string; pkg: object; top: boolean; global: boolean; force: boolean }): Promise<unknown>;
    resetSeen(): void;
  };
  export default binLinks;
}

declare module '@npmcli/map-workspaces' {
  /** Name to folder. */
  export default function mapWorkspaces(options: { cwd: string; pkg: object }): Promise<ReadonlyMap<string, string>>;
}
