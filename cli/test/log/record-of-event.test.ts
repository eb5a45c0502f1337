import { expect } from 'chai';
import { recordOfEvent } from '../../src/log/record-of-event.ts';

const now = new Date('2026-11-01T10:00:00Z');
const sent = { stream: 'a', method: 'GET', url: 'https://a.example/', attempt: 1, startedAt: now, durationMs: 12.345 };

describe('the log line of a request that ended', () => {
  it('says how it was answered, and when', () => {
    expect(recordOfEvent({ type: 'response', ...sent, status: 503 }, now)).to.deep.equal({
      level: 'debug',
      time: now,
      stream: 'a',
      message: 'Got an answer.',
      fields: { method: 'GET', url: 'https://a.example/', status: 503, durationMs: 12 },
    });
  });

  it('says why it was not', () => {
    const { message, fields } = recordOfEvent({ type: 'response', ...sent, error: 'TIMEOUT' }, now);
    expect(message).to.equal('Got no answer.');
    expect(fields).to.deep.equal({ method: 'GET', url: 'https://a.example/', error: 'TIMEOUT', durationMs: 12 });
  });
});
