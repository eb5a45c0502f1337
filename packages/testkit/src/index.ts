export * from './onepassword/index.ts';
export * from './server/index.ts';
export * from './slack/index.ts';
