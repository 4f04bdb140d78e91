import type { KeyAlgorithm, SigningPurpose } from '../sso/rules.js';
import type { Db, Tx } from './open.js';

export type SigningKeyRow = {
  readonly kid: string;
  readonly algorithm: KeyAlgorithm;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly privateSealed: Uint8Array;
  readonly certificate: string | null;
  readonly signsFrom: Date;
  readonly retiredAt: Date | null;
};

/** Keys of a purpose that may still be met: all that are not retired, and those retired after `retiredSince`. Newest first. */
export async function readSigningKeys(db: Db, purpose: SigningPurpose, retiredSince: Date): Promise<SigningKeyRow[]> {
  return await db
    .selectFrom('signingKey')
    .select(['kid', 'algorithm', 'publicJwk', 'privateSealed', 'certificate', 'signsFrom', 'retiredAt'])
    .where('purpose', '=', purpose)
    .where((eb) => eb.or([eb('retiredAt', 'is', null), eb('retiredAt', '>', retiredSince)]))
    .orderBy('signsFrom', 'desc')
    .orderBy('kid')
    .execute();
}

export async function insertSigningKey(
  tx: Tx,
  key: Omit<SigningKeyRow, 'retiredAt'> & { readonly purpose: SigningPurpose; readonly now: Date },
): Promise<void> {
  const { now, publicJwk, ...rest } = key;
  await tx
    .insertInto('signingKey')
    .values({ ...rest, publicJwk: JSON.stringify(publicJwk), createdAt: now, retiredAt: null })
    .execute();
}

/** Retires the keys of a purpose and algorithm that sign until `at`; they stay published for what they signed. */
export async function retireSigningKeys(
  tx: Tx,
  which: { readonly purpose: SigningPurpose; readonly algorithm: KeyAlgorithm; readonly except: string },
  at: Date,
): Promise<void> {
  await tx
    .updateTable('signingKey')
    .set({ retiredAt: at })
    .where('purpose', '=', which.purpose)
    .where('algorithm', '=', which.algorithm)
    .where('kid', '<>', which.except)
    .where('retiredAt', 'is', null)
    .execute();
}
