import type { ConfigProblem } from './config-problem.ts';
import { quoted } from './show-value.ts';

/** One problem on one line: place, path, what is wrong, what to do. */
export function formatProblem(problem: ConfigProblem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const details = [
    problem.expected && `expected ${problem.expected}`,
    problem.found && `found ${problem.found}`,
  ].filter(Boolean);
  const parts = [
    place,
    formatPath(problem.path),
    details.length > 0 ? `${problem.message} (${details.join(', ')})` : problem.message,
  ];
  const line = parts.filter((part) => part !== '').join(': ');
  const sentence = line.endsWith('.') ? line : `${line}.`;
  return problem.hint ? `${sentence} ${problem.hint}` : sentence;
}

/** `streams[0].source.token` */
export function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!/^[\w$-]+$/.test(part)) return `${text}[${quoted(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
