/** Something took longer than anybody would wait. */
export class HungError extends Error {}

/** The outcome of a check, unless it takes longer than so many milliseconds. @throws HungError if it does */
export async function withPatience(check: Promise<void>, patience: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new HungError(`It had not ended after ${patience / 1000} s.`)), patience);
  try {
    await Promise.race([check, late.promise]);
  } finally {
    clearTimeout(timer);
    check.catch(() => {});
  }
}
