// What a school sets for itself.
import type { SchoolSettings } from '../school-settings/rules.js';
import type { Db, Tx } from './open.js';

export async function readSchoolSettings(db: Db, uai: string): Promise<SchoolSettings> {
  const school = await db
    .selectFrom('school')
    .select(['name', 'phone', 'openingHours', 'contactMail', 'letterNote', 'letterSignature'])
    .where('uai', '=', uai)
    .executeTakeFirstOrThrow();
  const links = await db
    .selectFrom('schoolLink')
    .select(['label', 'address'])
    .where('schoolUai', '=', uai)
    .where('kind', '=', 'useful')
    .orderBy('position')
    .execute();
  return { ...school, links };
}

export async function writeSchoolSettings(tx: Tx, uai: string, settings: Omit<SchoolSettings, 'links'>): Promise<void> {
  const { name, phone, openingHours, contactMail, letterNote, letterSignature } = settings;
  await tx
    .updateTable('school')
    .set({ name, phone, openingHours, contactMail, letterNote, letterSignature })
    .where('uai', '=', uai)
    .execute();
}
