/** A source with a deed for each thing that a plugin can do to the process it shares. The place of each is its own line. */
export const misbehavingSource: string = `
import { EventEmitter } from 'node:events';
import { defineSource, secret, z } from '@hatchery/core';
const turn = () => new Promise((resolve) => setImmediate(resolve));
const deeds = {
  fine: async () => {},
  exit: async () => {
    try { process.exit(0); } catch {} // exit
  },
  exitLater: async () => {
    setImmediate(() => process.exit(0)); // exitLater
    await turn(); await turn();
  },
  exitCode: async () => { process.exitCode = 7; },
  print: async () => {
    process.stdout.write('{"noise":1}\\n'); // print
    process.stdout.write(Buffer.from('and bytes\\n'));
    console.log('and console');
  },
  reject: async (pipe, token) => {
    Promise.reject(new Error('unheard ' + token)); // reject
  },
  rejectText: async () => { void Promise.reject('a text'); },
  emit: async () => {
    setImmediate(() => new EventEmitter().emit('error', new Error('no listener'))); // emit
    await turn(); await turn();
  },
  hang: async (pipe) => {
    await pipe.commit(); // hang
    await new Promise(() => {});
  },
  hangInBody: async (pipe) => {
    await pipe.spout(async function* () { yield 'half'; await new Promise(() => {}); }()); // hangInBody
  },
  late: async (pipe) => {
    setTimeout(() => pipe.spout('too late'), 100); // late
  },
  rejectInBody: async (pipe) => {
    await pipe.spout(async function* () { yield 'a'; Promise.reject(new Error('in body')); yield 'b'; }()); // rejectInBody
  },
};
export default defineSource({
  config: z.strictObject({ deed: z.string(), token: secret().optional() }),
  resume: 'window',
  async collect({ config, pipe }) {
    await pipe.spout('before');
    await deeds[config.deed](pipe, config.token?.reveal());
  },
  async check({ http }) { await deeds.fine(); },
});
`;

/** Where in the source a deed is done, as messages name it. */
export function lineOf(deed: string): number {
  return misbehavingSource.split('\n').findIndex((line) => line.endsWith(`// ${deed}`)) + 1;
}
