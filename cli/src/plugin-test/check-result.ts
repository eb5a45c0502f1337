/** How a check of a plugin came out, whoever made it. */
export interface CheckResult {
  readonly id: string;
  readonly area: string;
  readonly name: string;
  readonly why: string;
  readonly status: 'ok' | 'failed' | 'not applicable';
  readonly seen?: string;
}

/** The page that explains what a check is about. */
export function pageOf({ id }: CheckResult): string {
  return `docs/writing-a-plugin.md#${id}`;
}
