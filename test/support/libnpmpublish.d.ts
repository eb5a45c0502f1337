declare module 'libnpmpublish' {
  export function publish(
    manifest: { name: string; version: string },
    tarball: Uint8Array,
    options: Record<string, unknown>,
  ): Promise<unknown>;
}
