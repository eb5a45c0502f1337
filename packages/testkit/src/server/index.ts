export { type ApiRequest, bearerToken, jsonObject } from './api-request.ts';
export {
  type ApiDefinition,
  type ApiServer,
  type ApiServerOptions,
  type LoggedExchange,
  startApiServer,
} from './api-server.ts';
export { type Clock, ManualClock, systemClock } from './clock.ts';
export type { Exchange, Fault, FaultRule } from './exchange.ts';
export { faults } from './faults.ts';
export { opaqueCursor, openCursor } from './opaque-cursor.ts';
export { type RateLimitOptions, type RetryAfterForm, retryAfter } from './rate-limit.ts';
export { htmlReply, jsonReply, type Reply, textReply } from './reply.ts';
export { type Page, takePage } from './take-page.ts';
