/** What stands at the head of each file. No date: the same config gives the same files. */
export function header(target: string): readonly string[] {
  return [`Written by \`hatchery deploy ${target}\`, from the project's config.`];
}
