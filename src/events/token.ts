// An event as it is sent: a Security Event Token inside a document that is signed after the manner of Standard Webhooks.
import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SigningKey } from '../sso/signing-keys.js';
import type { EventBody, EventKind } from './rules.js';

/** RISC knows the end of an account; the others are ours (docs/sign-in-for-others.md). */
export const eventTypes: Readonly<Record<EventKind, string>> = {
  'account-grouped': 'urn:fratrie:event:account-grouped',
  'account-ungrouped': 'urn:fratrie:event:account-ungrouped',
  'account-changed': 'urn:fratrie:event:account-changed',
  'account-disabled': 'https://schemas.openid.net/secevent/risc/event-type/account-disabled',
};

export type Told = {
  readonly key: string;
  /** The application, as its protocol calls it. */
  readonly publicId: string;
  readonly at: Date;
  readonly body: EventBody;
};

/** What both forms of an event say, in the words of the outside. */
export function dataOf({ subject, closedSubject, reason, kind, guardians, pupils, sees }: EventBody) {
  return {
    subject,
    ...(kind === 'account-grouped' ? { closed_subject: closedSubject } : {}),
    ...(reason === null ? {} : { reason }),
    records: { guardians, pupils },
    ...(sees === undefined ? {} : { sees }),
  };
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** The whole document, as JSON. The same event gives the same content at each try; only the signature may differ. */
export async function writeEvent(issuer: string, key: SigningKey, told: Told): Promise<string> {
  const data = dataOf(told.body);
  const { subject, ...about } = data;
  const set = await new SignJWT({
    iss: issuer,
    aud: told.publicId,
    jti: told.key,
    iat: seconds(told.at),
    toe: seconds(told.at),
    sub_id: { format: 'iss_sub', iss: issuer, sub: subject },
    events: { [eventTypes[told.body.kind]]: about },
  })
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: 'secevent+jwt' })
    .sign(key.privateKey);
  return JSON.stringify({ id: told.key, type: told.body.kind, timestamp: told.at.toISOString(), data, set });
}

/** The headers of Standard Webhooks over these very bytes: one signature for each secret that holds. */
export function webhookHeaders(
  secrets: readonly Uint8Array[],
  key: string,
  now: Date,
  text: string,
): Record<string, string> {
  const timestamp = String(seconds(now));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(`${key}.${timestamp}.${text}`, 'utf8').digest('base64')}`,
  );
  return {
    'content-type': 'application/json',
    'webhook-id': key,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
