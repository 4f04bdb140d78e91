// Which applications know an account now, for its owner.
import { sql } from 'kysely';
import type { Client } from '../sso/rules.js';
import type { Db } from './open.js';

export type KnowingClient = Pick<
  Client,
  'id' | 'name' | 'claims' | 'schoolUais' | 'serviceSlug' | 'subjectType' | 'protocol' | 'settings'
> & {
  readonly givenAt: Date;
  /** The last sign-in to it that is remembered. */
  readonly lastEntered: Date | null;
};

/** Those that are registered and hold a name of the account, the one entered last first; or only the one of this number. */
export async function clientsThatKnow(db: Db, accountId: number, clientId?: number): Promise<readonly KnowingClient[]> {
  const which = clientId === undefined ? sql`true` : sql`c.id = ${clientId}::bigint`;
  const { rows } = await sql<KnowingClient>`
    select c.id, c.name, c.claims, c.school_uais, c.service_slug, c.subject_type, c.protocol, c.settings, n.given_at,
      (select max(s.since) from client_session s where s.account_id = n.account_id and s.client_id = c.id) as last_entered
    from client_subject n join client c on c.id = n.client_id and c.removed_at is null
    where n.account_id = ${accountId} and n.withdrawn_at is null and ${which}
    order by last_entered desc nulls last, c.name, c.id`.execute(db);
  return rows;
}
