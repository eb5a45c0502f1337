import type { RunEvent, StreamReport } from '@hatchery/engine';
import { expect } from 'chai';
import stringWidth from 'string-width';
import { plain } from '../../src/output/painter.ts';
import { Progress } from '../../src/run/progress.ts';
import { progressLines } from '../../src/run/progress-lines.ts';

const size = { columns: 100, rows: 10 };

function ended(stream: string, status: StreamReport['status'] = 'completed'): RunEvent {
  const report = {
    id: stream,
    tags: [],
    status,
    objects: [],
    objectCount: 0,
    bytes: 0,
    storedBytes: 0,
    requests: 0,
    retries: 0,
    durationMs: 1,
  };
  return { type: 'stream-ended', stream, report };
}

describe('progress lines', () => {
  it('show state, objects, bytes and rate', () => {
    const progress = new Progress(2);
    progress.take({ type: 'stream-started', stream: 'slack' }, 0);
    progress.take({ type: 'progress', stream: 'slack', objects: 3, bytes: 4_000_000 }, 500);
    expect(progressLines(progress, size, 2_000, plain)).to.equal(
      'slack  collecting  3 objects, 4 MB, 2 MB/s\n0/2 streams done',
    );
  });

  it('show what a stream waits for and how long, until it goes on', () => {
    const progress = new Progress(1);
    progress.take({ type: 'stream-started', stream: 'slack' }, 0);
    progress.take({ type: 'waiting', stream: 'slack', reason: 'a rate limit', until: new Date(31_000) }, 1_000);
    expect(progressLines(progress, size, 1_000, plain)).to.include('slack  waiting 30s for a rate limit');
    expect(progressLines(progress, size, 90_000, plain)).to.include('waiting 0ms for a rate limit');
    progress.take({ type: 'request', stream: 'slack', method: 'GET', url: 'https://acme.example' }, 31_000);
    expect(progressLines(progress, size, 31_000, plain)).to.include('slack  collecting');
  });

  it('count what ended, and hold no more than what runs', () => {
    const progress = new Progress(10_000);
    for (let index = 0; index < 10_000; index++) {
      progress.take({ type: 'stream-started', stream: `s${index}` }, 0);
      progress.take(ended(`s${index}`, index % 10 === 0 ? 'failed' : 'completed'), 1);
    }
    expect(progress.running).to.deep.equal([]);
    expect(progressLines(progress, size, 1, plain)).to.equal('10000/10000 streams done, 1000 failed');
  });

  for (const rows of [0, 1, 3, 4, 8]) {
    it(`fit a terminal of ${rows} rows and 20 columns`, () => {
      const progress = new Progress(100);
      for (let index = 0; index < 100; index++) {
        progress.take({ type: 'stream-started', stream: `流れ-${index}-${'x'.repeat(50)}` }, 0);
      }
      const lines = progressLines(progress, { rows, columns: 20 }, 1_000, plain).split('\n');
      expect(lines.length).to.be.at.most(Math.max(2, rows - 1));
      for (const line of lines) expect(stringWidth(line)).to.be.below(20);
      expect(lines.at(-1)).to.equal('0/100 streams done');
    });
  }

  it('cannot be steered by the name of a stream or by a reason', () => {
    const progress = new Progress(1);
    progress.take({ type: 'waiting', stream: 'a\u001b[2J\nb', reason: '\u0007\r', until: new Date(1) }, 0);
    const text = progressLines(progress, size, 0, plain);
    expect(text.split('\n')).to.have.length(2);
    expect(text).not.to.match(/[\u0007\r\u001b]/);
  });
});
