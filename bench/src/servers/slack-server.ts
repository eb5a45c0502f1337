/**
 * Slack's audit log: `slack-server.ts COUNT SIZE` has COUNT pages of SIZE bytes, newest first, no entry twice. Without pages
 * there is nothing new.
 */
import { serve } from './serve.ts';

const [count = 0, size = 0] = process.argv.slice(2).map(Number);
/** What differs from page to page has a fixed width, so that a page is a copy with these places written over. */
const idMark = '########';
const timeMark = '@@@@@@@@@@';
const newest = Math.floor(Date.now() / 1_000);
const template = Buffer.from(templateText());
const idPlaces = placesOf(idMark);
const timePlaces = placesOf(timeMark);

serve((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const page = Number(searchParams.get('cursor') ?? 0);
  if (!pathname.endsWith('/logs') || (page >= count && count > 0)) {
    response.writeHead(404).end();
    return;
  }
  if (count === 0) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"entries":[],"response_metadata":{"next_cursor":""}}');
    return;
  }
  const end = `],"response_metadata":{"next_cursor":"${page + 1 < count ? page + 1 : ''}"}}`;
  const body = Buffer.concat([template, Buffer.from(end.padStart(size - template.length))]);
  for (const place of idPlaces) body.write(String(page).padStart(idMark.length, '0'), place, 'latin1');
  for (const place of timePlaces) body.write(String(newest - page), place, 'latin1');
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': size }).end(body);
});

/** A page without its end. */
function templateText(): string {
  const entries: string[] = [];
  const room = 64;
  for (let length = 0; ;) {
    const n = entries.length;
    const user = { id: `W${String(n % 97).padStart(8, '0')}`, name: `bird ${n}`, email: `bird${n % 97}@example.com` };
    const entry = JSON.stringify({
      id: `${idMark}-6c7d-8900-e12f-${n.toString(16).padStart(12, '0')}`,
      date_create: timeMark,
      action: n % 3 === 0 ? 'user_login' : 'file_downloaded',
      actor: { type: 'user', user },
      entity: { type: 'file', file: { id: `F${n}`, name: `reports/${n}.pdf`, filetype: 'application/pdf' } },
      context: {
        location: { type: 'enterprise', id: 'E1701NCCA', name: 'Birdland', domain: 'birdland' },
        ua: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
        ip_address: `192.0.2.${n % 255}`,
        session_id: 847_288_190_092 + n,
      },
    }).replace(`"${timeMark}"`, timeMark);
    if (length + entry.length + 1 + room > size && n > 0) break;
    length += entry.length + 1;
    entries.push(entry);
  }
  return `{"entries":[${entries.join(',')}`;
}

function placesOf(mark: string): number[] {
  const places: number[] = [];
  for (let at = template.indexOf(mark); at !== -1; at = template.indexOf(mark, at + 1)) places.push(at);
  return places;
}
