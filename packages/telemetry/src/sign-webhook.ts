import type { Secret } from '@hatchery/core';
import { createHmac } from 'node:crypto';

/** A message to be signed. */
export interface SignedMessage {
  /** The same for every try, so that whoever receives it twice can tell. */
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/** The headers with which a receiver can tell who sent a message, and that nobody changed it (Standard Webhooks 1.0.0). */
export function webhookHeaders({ id, sentAt, body }: SignedMessage, key: Secret | undefined): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (key === undefined) return headers;
  const bytes = Buffer.from(key.reveal().slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', bytes).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}
