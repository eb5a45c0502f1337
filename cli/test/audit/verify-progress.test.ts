import { expect } from 'chai';
import { verifyProgress } from '../../src/audit/verify-progress.ts';
import { Terminal } from '../support/terminal.ts';

describe('the progress of verify', () => {
  it('counts on a terminal, and leaves nothing there', async () => {
    const terminal = new Terminal();
    const progress = verifyProgress(terminal as unknown as NodeJS.WriteStream);
    for (let i = 0; i < 3; i++) progress.add(1_000);
    await terminal.until('Verifying: 3 objects, 3 kB');
    terminal.written = '';
    progress.end();
    expect(terminal.written).to.include('\u001b[2K').and.not.include('Verifying');
  });

  it('says nothing to a file', () => {
    const file = new Terminal();
    const progress = verifyProgress(Object.assign(file, { isTTY: false }) as unknown as NodeJS.WriteStream);
    progress.add(1);
    progress.end();
    expect(file.written).to.equal('');
  });
});
