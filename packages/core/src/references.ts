/**
 * In a TypeScript or JavaScript config: the value of an environment variable, read when the config is
 * loaded; the same as `${env:NAME}` in YAML. Where the schema asks for a secret, it becomes one.
 *
 * @param name the variable's name; if it is not set, loading the config reports that, with all other problems
 * @param fallback the value to take when the variable is not set
 */
export function env(name: string, fallback?: string): string {
  return fallback === undefined ? `\${env:${name}}` : `\${env:${name}:-${fallback}}`;
}

/**
 * In a TypeScript or JavaScript config: the text of a file, without the line break at its end; the same
 * as `${file:PATH}` in YAML. A relative path starts at the config's folder.
 */
export function file(path: string): string {
  return `\${file:${path}}`;
}
