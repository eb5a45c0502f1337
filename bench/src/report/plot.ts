import { cpuMs, Results, wallMs } from '../goals/results.ts';
import { readable } from './side-row.ts';
import type { Result } from './results-folder.ts';

const [width, left, right] = [860, 230, 90];
const [barHeight, gap, headHeight, sectionGap] = [11, 6, 26, 18];
/** Longer bars end here, and say how long they would be. */
const longest = 6;
const quantities = [
  { name: 'time', quantity: wallMs, colour: '#3b6ea8' },
  { name: 'CPU time', quantity: cpuMs, colour: '#d98b3a' },
];

interface Bar {
  readonly label: string;
  readonly values: readonly number[];
}

/** Time and CPU time of all sides for the same amount of work, as multiples of the floor's: horizontal bars, as SVG. */
export function plot(results: readonly Result[]): string {
  const parts: string[] = [];
  let y = 44;
  for (const result of results) {
    const bars = barsOf(result);
    if (bars.length === 0) continue;
    parts.push(text(left, y + 12, result.title, 'start', 'bold'));
    y += headHeight;
    for (const bar of bars) {
      parts.push(
        text(left - 8, y + barHeight + 4, bar.label, 'end'),
        ...bar.values.flatMap((value, n) => drawn(value, n, y)),
      );
      y += quantities.length * barHeight + gap;
    }
    y += sectionGap;
  }
  const floor = scale(1);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${y}" fill="#ffffff"/>`,
    text(left, 18, 'For the same work, as multiples of the floor', 'start', 'bold'),
    ...quantities.map(({ name, colour }, n) => legend(name, colour, left + 330 + n * 90)),
    `<line x1="${floor}" y1="34" x2="${floor}" y2="${y - sectionGap}" stroke="#999999" stroke-dasharray="3 3"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function barsOf({ sides }: Result): Bar[] {
  const results = new Results(new Map(sides.map(({ name, rounds }) => [name, rounds])));
  const work = new Map(sides.map(({ name, amount }) => [name, amount?.count ?? 1]));
  const comparable = sides.filter(({ aside }) => aside !== true);
  return comparable.flatMap(({ name }) => {
    const share = (work.get('floor') ?? 1) / (work.get(name) ?? 1);
    const values = quantities.map(({ quantity }) => results.ratio(name, 'floor', quantity));
    return values.every((value) => value !== undefined)
      ? [{ label: name, values: values.map((value) => value * share) }]
      : [];
  });
}

function drawn(value: number, row: number, y: number): string[] {
  const top = y + row * barHeight;
  const end = scale(Math.min(value, longest));
  const { colour } = quantities[row] ?? { colour: '#000000' };
  return [
    `<rect x="${left}" y="${top}" width="${(end - left).toFixed(1)}" height="${barHeight - 1}" fill="${colour}"/>`,
    text(end + 5, top + barHeight - 2, `${value > longest ? '→ ' : ''}${readable(value)}`, 'start', 'normal', 10),
  ];
}

function scale(value: number): number {
  return left + (value / longest) * (width - left - right);
}

function legend(name: string, colour: string, x: number): string {
  return `<rect x="${x}" y="9" width="10" height="10" fill="${colour}"/>${text(x + 15, 18, name, 'start')}`;
}

function text(x: number, y: number, content: string, anchor: 'start' | 'end', weight = 'normal', size = 12): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"`;
  return `<text ${place} font-size="${size}" font-weight="${weight}" fill="#222222">${escaped}</text>`;
}
