// The demo's ENT knows pupils by its own copy of the registers, as any ENT does: here it is the same rows.

import type { RegisterSource } from '../people/rules.js';
import type { Db } from './open.js';

export type PupilKey = { readonly source: RegisterSource; readonly scope: string; readonly id: string };

export async function findPupilName(db: Db, { source, scope, id }: PupilKey): Promise<string | undefined> {
  const found = await db
    .selectFrom('pupilRecord')
    .select(['firstName', 'familyName'])
    .where('source', '=', source)
    .where('scope', '=', scope)
    .where('sourceId', '=', id)
    .executeTakeFirst();
  return found && `${found.firstName} ${found.familyName}`;
}
