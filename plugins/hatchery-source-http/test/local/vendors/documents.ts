import { type ApiServer, startApiServer, textReply } from '@hatchery/testkit';
import { sha256 } from '../landed.ts';

/** Documents by path, with a strong ETag each; the test changes them as it likes. */
export function documentServer(documents: Record<string, string | Uint8Array>): Promise<ApiServer> {
  return startApiServer({
    handle: ({ path, headers }) => {
      const document = documents[path];
      if (document === undefined) return textReply(404, 'not found');
      const etag = `"${sha256(document).slice(0, 16)}"`;
      if (headers['if-none-match'] === etag) return { status: 304, headers: { etag }, body: '' };
      const type = path.endsWith('.csv') ? 'text/csv' : 'application/json';
      return { status: 200, headers: { etag, 'content-type': type }, body: document };
    },
  });
}
