import { expect } from 'chai';
import { stripVTControlCharacters } from 'node:util';
import { createLog } from '../../src/log/log.ts';
import type { LogTarget } from '../../src/log/log-target.ts';
import { liveView } from '../../src/run/live-view.ts';
import { Terminal } from '../support/terminal.ts';

function view(kind: LogTarget['kind']) {
  const terminal = new Terminal();
  const lines: string[] = [];
  const log = createLog({
    level: 'info',
    format: 'text',
    target: { kind, isTTY: true, writeLine: (line) => lines.push(line) },
  });
  return { terminal, lines, live: liveView(terminal as unknown as NodeJS.WriteStream, log, 2) };
}

const logged = { type: 'log', level: 'info', time: new Date(0), message: 'Hello.', fields: {} } as const;

describe('the live view', () => {
  it('puts log lines above the progress and leaves out what that shows', () => {
    const { terminal, lines, live } = view('stderr');
    live.onEvent({ type: 'stream-started', stream: 'slack' });
    live.onEvent(logged);
    live.onEvent({ ...logged, level: 'debug', message: 'Not at this level.' });
    live.end();
    const text = stripVTControlCharacters(terminal.written);
    expect(text)
      .to.include('1970-01-01T00:00:00.000Z INFO  Hello.')
      .and.not.include('Started')
      .and.not.include('Not at this level');
    expect(lines).to.deep.equal([]);
  });

  it('leaves the log to the file that it goes to', () => {
    const { terminal, lines, live } = view('file');
    live.onEvent({ type: 'stream-started', stream: 'slack' });
    live.onEvent(logged);
    live.end();
    expect(stripVTControlCharacters(terminal.written)).not.to.include('Hello');
    expect(lines.map((line) => stripVTControlCharacters(line).slice(25))).to.deep.equal([
      'INFO  slack: Started.',
      'INFO  Hello.',
    ]);
  });

  it('draws as time goes by, and takes its lines away at the end', async () => {
    const { terminal, live } = view('stderr');
    live.onEvent({ type: 'stream-started', stream: 'slack' });
    await terminal.until('streams done');
    const drawn = terminal.written.length;
    live.end();
    expect(terminal.written.slice(drawn)).to.include('\u001b[2K');
  });
});
