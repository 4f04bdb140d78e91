// Passkeys (WebAuthn): what a page asks of the browser, and whether what came back was signed for it.
import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import { type Holder, listPasskeys, type Passkey } from '../db/passkeys.js';
import type { Deps } from '../deps.js';

/** EdDSA, ES256, RS256: what every authenticator in use signs with. */
const algorithms = [-8, -7, -257];

/** Longer is no key: refused before it is read. */
export const longestPasskey = 8000;

/** The site that a key signs for. No browser takes a number for a name: on such an address the name is « localhost ». */
function site({ publicUrl }: Deps['config']): { readonly rpID: string; readonly origin: string } {
  const url = new URL(publicUrl);
  if (isIP(url.hostname.replace(/[[\]]/g, '')) !== 0) url.hostname = 'localhost';
  return { rpID: url.hostname, origin: url.origin };
}

/**
 * What is signed: derived from what the page is for, so that looking writes nothing. It is worth what that is worth:
 * a waiting second step, an activation and a fresh proof are all spent once, or soon over.
 */
function challengeOf(deps: Deps, purpose: string): Buffer {
  return createHmac('sha256', deps.keys.token).update(`passkey:${purpose}`, 'utf8').digest();
}

const credentialOf = ({
  credentialId: id,
  transports,
  publicKey,
  signCount: counter,
}: Passkey): WebAuthnCredential => ({
  id,
  publicKey: Uint8Array.from(publicKey),
  counter,
  transports: transports.split(',').filter((one) => one !== ''),
});

/** Says nothing of the person to whoever finds the key. */
function userOf(deps: Deps, holder: Holder): Uint8Array<ArrayBuffer> {
  const name = 'staffId' in holder ? `staff:${holder.staffId}` : holder.accountId;
  return Uint8Array.from(createHmac('sha256', deps.keys.token).update(`passkey_user:${name}`, 'utf8').digest());
}

/** Whoever keeps families' data proves to his key that it is he (a finger, a code); a parent's old telephone may be unable to ask. */
const mustVerify = (holder: Holder): boolean => 'staffId' in holder;
const verification = (holder: Holder) => (mustVerify(holder) ? 'required' : 'preferred');

/** The options, as JSON, under which a browser makes a key for this person. */
export async function offerPasskey(
  deps: Deps,
  asked: { readonly holder: Holder; readonly identifier: string; readonly purpose: string },
): Promise<string> {
  const { holder, identifier, purpose } = asked;
  const options = await generateRegistrationOptions({
    rpName: deps.config.networkName,
    rpID: site(deps.config).rpID,
    userName: identifier,
    userDisplayName: identifier,
    userID: userOf(deps, holder),
    challenge: Uint8Array.from(challengeOf(deps, purpose)),
    timeout: 300_000,
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: (await listPasskeys(deps.db, holder)).map(credentialOf),
    authenticatorSelection: { residentKey: 'preferred', userVerification: verification(holder) },
  });
  return JSON.stringify(options);
}

export type MadePasskey = Omit<Passkey, 'factorId'>;

/** The key that a browser made for this very page; undefined for anything else. */
export async function readMadePasskey(
  deps: Deps,
  holder: Holder,
  purpose: string,
  given: string,
): Promise<MadePasskey | undefined> {
  const { rpID, origin } = site(deps.config);
  const verified = await judged(deps, given, async (response) =>
    verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challengeOf(deps, purpose).toString('base64url'),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: mustVerify(holder),
      supportedAlgorithmIDs: algorithms,
    }),
  );
  if (verified?.verified !== true) return undefined;
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential;
  const known = (transports ?? []).filter((one) => typeof one === 'string' && /^[a-z-]{1,20}$/.test(one));
  return { credentialId: id, publicKey, signCount: counter, transports: known.slice(0, 6).join(',') };
}

/** The options, as JSON, under which a browser signs with one of a person's keys; undefined when there is none. */
export async function askPasskey(deps: Deps, holder: Holder, purpose: string): Promise<string | undefined> {
  const passkeys = await listPasskeys(deps.db, holder);
  if (passkeys.length === 0) return undefined;
  const options = await generateAuthenticationOptions({
    rpID: site(deps.config).rpID,
    challenge: Uint8Array.from(challengeOf(deps, purpose)),
    timeout: 300_000,
    allowCredentials: passkeys.map(credentialOf),
    userVerification: verification(holder),
  });
  return JSON.stringify(options);
}

export type SignedPasskey = { readonly factorId: number; readonly signCount: number };

/** Which of a person's keys signed for one of these pages, and how far it counts; undefined for anything else. */
export async function readSignedPasskey(
  deps: Deps,
  holder: Holder,
  purposes: readonly string[],
  given: string,
): Promise<SignedPasskey | undefined> {
  const { rpID, origin } = site(deps.config);
  const passkeys = await listPasskeys(deps.db, holder);
  const challenges = purposes.map((purpose) => challengeOf(deps, purpose).toString('base64url'));
  return await judged(deps, given, async (response) => {
    const passkey = passkeys.find(({ credentialId }) => credentialId === response.id);
    if (passkey === undefined) return undefined;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: (challenge) => challenges.includes(challenge),
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: credentialOf(passkey),
      requireUserVerification: mustVerify(holder),
    });
    return verified ? { factorId: passkey.factorId, signCount: authenticationInfo.newCounter } : undefined;
  });
}

/** What a browser sent is anybody's text: whatever the library finds wrong in it, it is a wrong key and no fault of ours. */
async function judged<T>(
  deps: Deps,
  given: string,
  verify: (response: { readonly id?: unknown }) => Promise<T | undefined>,
): Promise<T | undefined> {
  if (given.length > longestPasskey) return undefined;
  try {
    const response: unknown = JSON.parse(given);
    if (typeof response !== 'object' || response === null) return undefined;
    return await verify(response);
  } catch (error) {
    deps.log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'passkey refused');
    return undefined;
  }
}
