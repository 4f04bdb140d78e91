// One account as the operator's command shows it: no secret, no mail, no name of a parent.
import { sql } from 'kysely';
import type { AccountState } from '../accounts/rules.js';
import type { Db } from './open.js';

export type AccountShown = {
  readonly identifier: string;
  readonly state: AccountState;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  readonly closedAt: Date | null;
  /** The identifier of the account that took it over. */
  readonly closedInto: string | null;
  readonly mailConfirmed: boolean;
  readonly openSessions: number;
  readonly secondFactors: number;
  /** Guardian records attached now, as their registers name them. */
  readonly records: readonly unknown[];
  /** Groupings that it kept or that closed it. */
  readonly groupings: readonly unknown[];
  /** Applications that know it, and by which name. */
  readonly applications: readonly unknown[];
};

export async function readAccountShown(db: Db, accountId: number): Promise<AccountShown | undefined> {
  const { rows } = await sql<AccountShown>`
    select a.identifier, a.state, a.created_at, a.activated_at, a.closed_at, into_.identifier as closed_into,
      a.mail_confirmed_at is not null as mail_confirmed,
      (select count(*) from session s where s.account_id = a.id and s.ended_at is null) as open_sessions,
      (select count(*) from factor f where f.account_id = a.id and f.removed_at is null) as second_factors,
      coalesce((select jsonb_agg(jsonb_build_object('source', g.source, 'scope', g.scope, 'id', g.source_id, 'school', g.school_uai,
          'since', t.since, 'cause', t.began_cause) order by g.id)
        from attachment t join guardian_record g on g.id = t.guardian_id where t.account_id = a.id and t.until is null), '[]') as records,
      coalesce((select jsonb_agg(jsonb_build_object('reference', m.reference, 'at', m.at, 'kept', k.identifier, 'absorbed', b.identifier) order by m.id)
        from grouping m join account k on k.id = m.kept_id join account b on b.id = m.absorbed_id
        where a.id in (m.kept_id, m.absorbed_id)), '[]') as groupings,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'subject', u.subject, 'givenAt', u.given_at,
          'withdrawnAt', u.withdrawn_at) order by u.id)
        from client_subject u join client c on c.id = u.client_id where u.account_id = a.id), '[]') as applications
    from account a left join account into_ on into_.id = a.closed_into where a.id = ${accountId}`.execute(db);
  return rows[0];
}
