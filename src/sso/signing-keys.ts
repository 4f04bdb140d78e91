// The keys that sign what clients read: made when first asked for, renewed by command without an outage.
import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { inTransaction } from '../audit/actions.js';
import { insertSigningKey, readSigningKeys, retireSigningKeys, type SigningKeyRow } from '../db/signing-keys.js';
import type { Deps } from '../deps.js';
import { openSecret, sealSecret } from '../signin/seal.js';
import type { KeyAlgorithm, SigningPurpose } from './rules.js';

const generate = promisify(generateKeyPair);
const hour = 3_600_000;

/** A client reads the published keys at least this often; nothing that a key signed lives longer than what follows. */
export const publishedBeforeHours: Readonly<Record<SigningPurpose, number>> = {
  oidc: 24,
  // Many service providers are given new metadata by hand.
  saml: 14 * 24,
  events: 24,
};
const publishedAfterHours = 24;

const algorithmsOf: Readonly<Record<SigningPurpose, readonly KeyAlgorithm[]>> = {
  oidc: ['ES256', 'RS256'],
  saml: ['RS256'],
  events: ['ES256'],
};

export type SigningKey = {
  readonly kid: string;
  readonly algorithm: KeyAlgorithm;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly privateKey: KeyObject;
  readonly certificate: string | null;
};

/** The key that signs now (one per algorithm, in the order of `algorithmsOf`), and all that are published. */
export type SigningKeys = { readonly active: readonly SigningKey[]; readonly published: readonly SigningKey[] };

/** Makes the certificate of a SAML key; given by src/sso/saml, null elsewhere. */
export type Certify = (key: {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}) => Promise<string>;

export async function signingKeys(deps: Deps, purpose: SigningPurpose, certify?: Certify): Promise<SigningKeys> {
  const found = await publishedRows(deps, purpose);
  const missing = algorithmsOf[purpose].filter(
    (algorithm) => !found.some((row) => row.algorithm === algorithm && row.retiredAt === null),
  );
  if (missing.length === 0) return inOrder(deps, purpose, found);
  for (const algorithm of missing) await makeKey(deps, purpose, algorithm, deps.now(), certify);
  return inOrder(deps, purpose, await publishedRows(deps, purpose));
}

/** New keys, published now, that sign a day later; `atOnce` for keys that leaked. Answers their kids. */
export async function rotateKeys(
  deps: Deps,
  purpose: SigningPurpose,
  options: { readonly atOnce: boolean; readonly certify?: Certify },
): Promise<readonly string[]> {
  const from = options.atOnce ? deps.now() : new Date(deps.now().getTime() + publishedBeforeHours[purpose] * hour);
  const kids: string[] = [];
  for (const algorithm of algorithmsOf[purpose]) {
    const kid = await makeKey(deps, purpose, algorithm, from, options.certify);
    kids.push(kid);
    await inTransaction(deps, async (tx) => {
      await retireSigningKeys(tx, { purpose, algorithm, except: kid }, from);
    });
  }
  return kids;
}

const publishedRows = async (deps: Deps, purpose: SigningPurpose) =>
  await readSigningKeys(deps.db, purpose, new Date(deps.now().getTime() - publishedAfterHours * hour));

function inOrder(deps: Deps, purpose: SigningPurpose, rows: readonly SigningKeyRow[]): SigningKeys {
  const keys = rows.map((row) => ({ row, key: openKey(deps, row) }));
  const now = deps.now();
  const active = algorithmsOf[purpose].flatMap((algorithm) => {
    const candidates = keys.filter(({ row }) => row.algorithm === algorithm && row.signsFrom <= now);
    return candidates.slice(0, 1).map(({ key }) => key);
  });
  return { active, published: keys.map(({ key }) => key) };
}

const sealLabel = (kid: string) => `signing-key:${kid}`;

function openKey(deps: Deps, row: SigningKeyRow): SigningKey {
  const { kid, algorithm, publicJwk, certificate } = row;
  const der = openSecret(deps.keys.seal, sealLabel(kid), 0, row.privateSealed);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { kid, algorithm, publicJwk, privateKey, certificate };
}

async function makeKey(
  deps: Deps,
  purpose: SigningPurpose,
  algorithm: KeyAlgorithm,
  signsFrom: Date,
  certify: Certify | undefined,
): Promise<string> {
  const { publicKey, privateKey } =
    algorithm === 'ES256'
      ? await generate('ec', { namedCurve: 'P-256' })
      : await generate('rsa', { modulusLength: 3072, publicExponent: 0x10001 });
  const kid = Buffer.from(deps.random(12)).toString('base64url');
  const certificate = certify === undefined ? null : await certify({ kid, privateKey, publicKey });
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' };
  const privateSealed = sealSecret(deps.keys.seal, sealLabel(kid), 0, der, deps.random(12));
  await inTransaction(deps, async (tx, record) => {
    await insertSigningKey(tx, {
      kid,
      purpose,
      algorithm,
      publicJwk,
      privateSealed,
      certificate,
      signsFrom,
      now: deps.now(),
    });
    record({ actor: { type: 'system' }, kind: 'signing_key_made', data: { kid, purpose, algorithm } });
  });
  return kid;
}
