import { expect } from 'chai';
import { stripVTControlCharacters } from 'node:util';
import { buildCli } from '../support/build-cli.ts';
import { canary, canarySource } from '../support/canary-source.ts';
import { hasTerminal, inTerminal } from '../support/in-terminal.ts';
import { config, folder, source } from '../support/project.ts';

const slow = source.replace('await pipe', 'await new Promise((resolve) => setTimeout(resolve, 300)); await pipe');
const streams = Array.from({ length: 9 }, (_, index) => ({ id: `stream-${index}`, source: { use: './slow.mjs' } }));
const files = { 'slow.mjs': slow, 'leaky.mjs': canarySource, 'hatchery.yaml': config(streams) };

// Where there is none, the live view is tested with a made-up one alone.
if (hasTerminal()) {
  describe('a run on a terminal', function () {
    this.timeout(60_000);
    before(buildCli);

    it('shows a line for each running stream, as many as there is room for, then the summary', async () => {
      await using at = await folder(files);
      const { code, screen } = await inTerminal('run -a', at);
      expect(code).to.equal(0);
      const plain = stripVTControlCharacters(screen);
      expect(plain)
        .to.match(/^stream-0 {2}(starting|collecting)/m)
        .and.match(/^… and 6 more streams/m)
        .and.include('0/9 streams done');
      expect(plain)
        .to.match(/stream-8 +completed/)
        .and.include('9 streams: 9 completed');
      expect(screen).to.include('\u001b[32m');
      expect(screen.lastIndexOf('\u001b[?25h')).to.be.greaterThan(screen.lastIndexOf('\u001b[?25l'));
    });

    it('has no colours with NO_COLOR', async () => {
      await using at = await folder(files);
      const { screen } = await inTerminal('run -a', { ...at, env: { NO_COLOR: '1' } });
      expect(screen).not.to.match(/\u001b\[[\d;]*m/);
      expect(screen).to.include('9 streams: 9 completed');
    });

    for (const [name, args, env] of [
      ['a dumb terminal', 'run -a', { TERM: 'dumb' }],
      ['a log in JSON', 'run -a -f json', {}],
    ] as const) {
      it(`writes plain lines for ${name}`, async () => {
        await using at = await folder(files);
        const { code, screen } = await inTerminal(args, { ...at, env });
        expect(code).to.equal(0);
        expect(screen).not.to.include('\u001b[?25l').and.not.include('streams done');
      });
    }

    it('shows no secret', async () => {
      await using at = await folder({
        ...files,
        'hatchery.yaml': config([{ id: 'leaky', source: { use: './leaky.mjs', token: '${env:CANARY}' } }]),
      });
      const { code, screen } = await inTerminal('run -a -l debug', { ...at, env: { CANARY: canary } });
      expect(code).to.equal(1);
      expect(screen)
        .to.include('[secret]')
        .and.not.include(canary)
        .and.not.include(Buffer.from(canary).toString('base64'));
    });
  });
}
