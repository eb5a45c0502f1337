import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Names of variables that lead requests through a proxy; the SDK sees to that itself, unless it is given an agent. */
const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

/** The agent that lets a request use a connection again: without one, the SDK's client opens, and secures, one for each request. */
export function keptConnections(url: string): { readonly agent?: HttpAgent } {
  if (proxyVariables.some((name) => (process.env[name] ?? '') !== '')) return {};
  return { agent: url.startsWith('https:') ? agents.https : agents.http };
}
