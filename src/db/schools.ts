import type { NewSchool, SchoolKind } from '../people/rules.js';
import type { Db, Tx } from './open.js';

/** False when a school of this code is there already; nothing is then changed. */
export async function insertSchool(tx: Tx, school: NewSchool, at: Date): Promise<boolean> {
  const added = await tx
    .insertInto('school')
    .values({ ...school, createdAt: at })
    .onConflict((conflict) => conflict.column('uai').doNothing())
    .returning('uai')
    .executeTakeFirst();
  return added !== undefined;
}

export async function findSchool(db: Db, uai: string): Promise<NewSchool | undefined> {
  return await db
    .selectFrom('school')
    .select(['uai', 'name', 'kind', 'addressLines', 'town', 'phone', 'openingHours'])
    .where('uai', '=', uai)
    .executeTakeFirst();
}

export async function writeSchool(tx: Tx, { uai, ...facts }: NewSchool): Promise<void> {
  await tx.updateTable('school').set(facts).where('uai', '=', uai).execute();
}

export async function getSchoolName(db: Db, uai: string): Promise<string> {
  return (await db.selectFrom('school').select('name').where('uai', '=', uai).executeTakeFirstOrThrow()).name;
}

export async function schoolExists(db: Db, uai: string): Promise<boolean> {
  const found = await db.selectFrom('school').select('uai').where('uai', '=', uai).executeTakeFirst();
  return found !== undefined;
}

export async function findSchoolKind(db: Db, uai: string): Promise<SchoolKind | undefined> {
  return (await db.selectFrom('school').select('kind').where('uai', '=', uai).executeTakeFirst())?.kind;
}

export async function writeContactMail(tx: Tx, uai: string, contactMail: string): Promise<void> {
  await tx.updateTable('school').set({ contactMail }).where('uai', '=', uai).execute();
}
