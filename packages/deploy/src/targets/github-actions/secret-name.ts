/** The name of a secret at GitHub, which keeps names that begin with its own for itself. */
export function secretName(name: string): string {
  const upper = name.toUpperCase().replaceAll('-', '_');
  return upper.startsWith('GITHUB_') ? `HATCHERY_${upper}` : upper;
}
