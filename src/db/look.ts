// The look of the network: the one that holds, and the one that is looked at before.
import type { Look } from '../look/rules.js';
import type { Db, Tx } from './open.js';

export type LookStage = 'draft' | 'live';
export type StoredLook = Look & { readonly version: string };

const columns = ['name', 'colour', 'logo', 'version'] as const;

export async function findLook(db: Db, stage: LookStage): Promise<StoredLook | undefined> {
  return await db
    .selectFrom('networkLook')
    .select([...columns])
    .where('stage', '=', stage)
    .executeTakeFirst();
}

/** What its address names, whatever its stage. */
export async function findLookByVersion(db: Db, version: string): Promise<StoredLook | undefined> {
  return await db
    .selectFrom('networkLook')
    .select([...columns])
    .where('version', '=', version)
    .executeTakeFirst();
}

export async function writeLook(tx: Tx, stage: LookStage, look: StoredLook, now: Date): Promise<void> {
  const { name, colour, logo, version } = look;
  const row = { name, colour, logo, version, setAt: now };
  await tx
    .insertInto('networkLook')
    .values({ stage, ...row })
    .onConflict((conflict) => conflict.column('stage').doUpdateSet(row))
    .execute();
}
