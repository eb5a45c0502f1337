export {
  type OnePasswordFeed,
  type OnePasswordItem,
  onePasswordFeeds,
  onePasswordItem,
  onePasswordItems,
} from './onepassword-item.ts';
export { type OnePasswordServer, type OnePasswordServerOptions, onePasswordServer } from './onepassword-server.ts';
