export * from './aws/index.ts';
export * from './destination-suite/index.ts';
export * from './gcs/index.ts';
export * from './onepassword/index.ts';
export * from './server/index.ts';
export * from './slack/index.ts';
export * from './source-harness/index.ts';
