import { HatcheryError } from '../hatchery-error.ts';

const remembered = 10_000;

/**
 * Notices that a page cursor comes again, which would send a source round in circles. It remembers the last
 * 10,000 cursors; a longer circle is found too, if later, by comparing with one cursor kept from ever further
 * back (Brent's method), so that its memory stays the same however many pages there are.
 */
export class CursorGuard {
  readonly #recent = new Set<string>();
  #anchor: string | undefined;
  #sinceAnchor = 0;
  #anchorLife = 1;

  /**
   * Takes note of a cursor that is about to be used.
   *
   * @throws HatcheryError `CURSOR_REPEATED` if it was used before
   */
  use(cursor: string): void {
    if (this.#recent.has(cursor) || cursor === this.#anchor) {
      throw new HatcheryError('CURSOR_REPEATED', 'The service gave a page cursor that it had given before.', {
        hint: 'Going on would collect the same pages for ever. If the service means "no more" by this, end the paging there.',
        context: { cursor: cursor.length > 100 ? `${cursor.slice(0, 100)}…` : cursor },
      });
    }
    this.#remember(cursor);
    this.#sinceAnchor += 1;
    if (this.#sinceAnchor < this.#anchorLife) return;
    this.#anchor = cursor;
    this.#anchorLife *= 2;
    this.#sinceAnchor = 0;
  }

  #remember(cursor: string): void {
    this.#recent.add(cursor);
    if (this.#recent.size <= remembered) return;
    const [oldest] = this.#recent;
    if (oldest !== undefined) this.#recent.delete(oldest);
  }
}
