import { faults, sqsOperation } from '@hatchery/testkit';
import { expect } from 'chai';
import { createClients } from '../src/aws-clients.ts';
import { HeldMessages } from '../src/held-messages.ts';
import { options } from '../src/options.ts';
import { Queue } from '../src/queue.ts';
import { type FdrFeed, fdrFeed } from './support/fdr-feed.ts';

const signal = new AbortController().signal;
const isHide = {
  when: (request: Parameters<typeof sqsOperation>[0]) => sqsOperation(request) === 'ChangeMessageVisibility',
};

/** A queue with messages that are held, and a timer that a test turns. */
async function holding(feed: FdrFeed, count: number) {
  for (let n = 0; n < count; n += 1) await feed.send(`message ${n}`);
  const config = options.parse(feed.config({ visibilityTimeout: '10m' }));
  const warnings: string[] = [];
  const log = { debug() {}, info() {}, error() {}, warn: (message: string) => void warnings.push(message) };
  const { sqs } = createClients(config, log);
  const queue = new Queue(sqs, config);
  const messages = await queue.receive(10, signal);
  let [tick, period, isOver] = [(): void => {}, 0, false];
  const every = (milliseconds: number, action: () => void): (() => void) => {
    [tick, period] = [action, milliseconds];
    return () => void (isOver = true);
  };
  const held = new HeldMessages({ queue, visibilityTimeout: config.visibilityTimeout, log, every });
  for (const message of messages) held.hold(message);
  return { held, messages, queue, warnings, tick: () => tick(), period, isOver: () => isOver };
}

const hides = (feed: FdrFeed): number => feed.log.filter(({ request }) => isHide.when(request)).length;

describe('fdr: messages that are worked on', () => {
  it('are hidden anew well before their time is over, for as long as the work goes on, and then given back', async () => {
    await using feed = await fdrFeed();
    const { held, tick, period, isOver } = await holding(feed, 3);
    expect(period).to.equal(200_000);
    expect(hides(feed)).to.equal(0);
    const hidden = Promise.withResolvers<void>();
    feed.inject(
      faults.observe(() => hidden.resolve()),
      { ...isHide, after: 5 },
    );
    tick();
    tick();
    await hidden.promise;
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 3 });
    await held[Symbol.asyncDispose]();
    expect(isOver()).to.equal(true);
    expect(await feed.size()).to.deep.equal({ visible: 3, received: 0 });
  });

  it('are not given back once they are deleted', async () => {
    await using feed = await fdrFeed();
    const { held, messages, queue } = await holding(feed, 2);
    const [first] = messages;
    if (first === undefined) throw new Error('There is no message.');
    await queue.remove(held.latest(first), signal);
    held.forget(first);
    await held[Symbol.asyncDispose]();
    expect(hides(feed)).to.equal(1);
    expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
  });

  it('are known again when they come a second time, and deleted with the newest receipt', async () => {
    await using feed = await fdrFeed();
    const { held, messages, queue } = await holding(feed, 1);
    await feed.showMessages('cs-prod-cannon-queue-0123456789abcdef');
    const [again] = await queue.receive(10, signal);
    const [first] = messages;
    if (first === undefined || again === undefined) throw new Error('There is no message.');
    expect(again.ReceiptHandle).not.to.equal(first.ReceiptHandle);
    expect(held.hold(again)).to.equal(false);
    expect(held.latest(first).ReceiptHandle).to.equal(again.ReceiptHandle);
    held.forget(again);
    expect(held.hold(again)).to.equal(true);
    await held[Symbol.asyncDispose]();
  });

  it('cost no more than a warning when they cannot be hidden', async () => {
    await using feed = await fdrFeed();
    const { held, warnings, tick } = await holding(feed, 2);
    feed.inject(faults.status(500), { ...isHide, times: 99 });
    tick();
    await held[Symbol.asyncDispose]();
    expect(warnings.length).to.be.within(2, 4);
    expect(warnings[0]).to.include('kept hidden');
  });
});
