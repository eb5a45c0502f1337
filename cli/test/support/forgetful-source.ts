/** A source whose service keeps nothing for longer than a millisecond: between any two runs there is a gap. */
export const forgetfulSource: string = `
import { defineSource, z } from '@hatchery/core';
export default defineSource({
  config: z.strictObject({}),
  resume: 'window',
  windows: { retention: '1ms', granularity: '1ms' },
  async collect({ pipe }) {
    await pipe.spout(pipe.stream.id + ' from ' + pipe.window.from.toISOString());
  },
});
`;
