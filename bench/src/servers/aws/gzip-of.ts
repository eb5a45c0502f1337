import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** About `size` bytes of gzip that hold JSON lines; random parts keep it from being a small file's worth of repetitions. */
export function gzipOf(size: number): Buffer {
  const lines: string[] = [];
  const line = (): string =>
    `${JSON.stringify({ event_simpleName: 'ProcessRollup2', aid: randomBytes(16).toString('hex'), SHA256HashData: randomBytes(32).toString('hex'), aip: '192.0.2.7', event_platform: 'Lin' })}\n`;
  const sample = gzipSync(Array.from({ length: 1_000 }, line).join(''), { level: 1 }).length / 1_000;
  for (let count = Math.ceil(size / sample); count > 0; count--) lines.push(line());
  return gzipSync(lines.join(''), { level: 1 });
}
