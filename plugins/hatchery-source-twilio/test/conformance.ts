import { type SourceConformance, type TwilioServer, twilioEvent, twilioServer } from '@hatchery/testkit';

const conformance: SourceConformance<TwilioServer> = {
  server: () => twilioServer({ authToken: 'canary/8+4=2_3' }),
  config: ({ accountSid, authToken, baseUrl }) => ({ accountSid, authToken, baseUrl, pageSize: 4 }),
  add(server, at, n) {
    const event = twilioEvent(n, at);
    server.add(event);
    return event.sid;
  },
  ids: (bytes) => (JSON.parse(bytes.toString()) as { events: { sid: string }[] }).events.map(({ sid }) => sid),
};

export default conformance;
