/**
 * Whether a Node version is in a range such as `^22.22.2 || ^24.15.0 || >=26`. Only `^` and `>=` are known:
 * this runs before any package is installed.
 *
 * @param {string} version such as `24.15.0`
 * @param {string} range
 */
export function fitsRange(version, range) {
  const actual = parts(version);
  return range.split('||').some((alternative) => {
    const match = /^\s*(\^|>=)\s*(\d+(?:\.\d+)*)\s*$/.exec(alternative);
    if (match === null) throw new Error(`cannot read the version range "${range}"`);
    const least = parts(match[2] ?? '');
    return compare(actual, least) >= 0 && (match[1] === '>=' || actual[0] === least[0]);
  });
}

/** @param {string} version */
function parts(version) {
  const numbers = version.replace(/^v/, '').split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
  return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];
}

/**
 * @param {number[]} left
 * @param {number[]} right
 */
function compare(left, right) {
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs === -1 ? 0 : (left[differs] ?? 0) - (right[differs] ?? 0);
}
