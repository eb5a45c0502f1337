import { didYouMean } from '../../nearest.ts';

/** Names of packages are made of these; others have letters that only look like them. */
const foreign = /[^a-z0-9@/._~-]/iu;

/** Points out the first letter of a name that no package's name has, and the name that was probably meant. */
export function letterHint(name: string, known: readonly string[]): string | undefined {
  const [letter] = foreign.exec(name) ?? [];
  if (letter === undefined) return undefined;
  const code = letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  const meant = didYouMean(name.normalize('NFKD').replace(/\p{M}/gu, ''), known);
  return [`U+${code} occurs in no name of a package.`, meant].filter((part) => part !== undefined).join(' ');
}
