import { type ApiRequest, type ApiServer, jsonReply, type Reply, startApiServer } from '@hatchery/testkit';

/** A service that answers requests in turn, each by the next reply; asked once too often, it says so with 418. */
export function scriptedServer(...replies: (Reply | ((request: ApiRequest) => Reply))[]): Promise<ApiServer> {
  return startApiServer({
    handle: (request) => {
      const reply = replies[request.number] ?? jsonReply({ error: 'asked too often' }, { status: 418 });
      return typeof reply === 'function' ? reply(request) : reply;
    },
  });
}
