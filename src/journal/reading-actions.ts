// Reading people's data at a desk leaves a line in the journal and one in the plain log; never what was typed.
import { inOneStatement } from '../audit/actions.js';
import { insertReading } from '../db/readings.js';
import type { Deps } from '../deps.js';
import type { Desk, Operator } from '../staff/rules.js';
import { type ReadPage, readingMinutes } from './rules.js';

export async function noteReading(
  deps: Deps,
  who: Desk | Operator,
  page: ReadPage,
  about: { readonly accountId?: number; readonly reference?: string } = {},
): Promise<void> {
  const { staffId, sessionId, address } = who;
  const schoolUai = 'schoolUai' in who ? who.schoolUai : null;
  const { accountId, reference } = about;
  deps.log.info(
    {
      page,
      staff: staffId,
      session: sessionId,
      token: who.tokenId,
      school: schoolUai,
      account: accountId,
      request: reference,
      address,
    },
    'desk read',
  );
  const now = deps.now();
  const since = new Date(now.getTime() - readingMinutes * 60_000);
  const row = {
    staffId,
    tokenId: who.tokenId ?? null,
    schoolUai,
    page,
    accountId: accountId ?? null,
    reference: reference ?? null,
    address,
  };
  await inOneStatement(deps, (db) => insertReading(db, { ...row, now, since }));
}
