/** The files in which npm keeps what a project depends on. */
export const projectFileNames = ['package.json', 'package-lock.json', 'npm-shrinkwrap.json'] as const;

/** What takes a file's place. It lies beside the file, as `node_modules` may be on another disk. */
export function freshName(name: string): string {
  return `.${name}.hatchery`;
}
