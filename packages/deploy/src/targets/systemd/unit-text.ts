/** A unit's sections: each a list of directives, as one may stand several times. */
export type UnitSections = Readonly<Record<string, readonly (readonly [string, string])[]>>;

/** Sections as the text of a unit file. Values are written as they are. */
export function unitText(comment: readonly string[], sections: UnitSections): string {
  const parts = Object.entries(sections).map(
    ([name, directives]) => `[${name}]\n${directives.map(([key, value]) => `${key}=${value}\n`).join('')}`,
  );
  return `${comment.map((line) => `# ${line}\n`).join('')}\n${parts.join('\n')}`;
}

/** A word of a command line: quoted, without specifiers (`%`) and variables (`$`). */
export function commandWord(word: string): string {
  return quotedWord(word).replaceAll('$', '$$$$');
}

/** A word of a list of words: quoted, without specifiers. */
export function quotedWord(word: string): string {
  return `"${plainValue(word).replace(/["\\]/g, String.raw`\$&`)}"`;
}

/** A whole value, such as a path, without specifiers. */
export function plainValue(value: string): string {
  return value.replaceAll('%', '%%');
}
