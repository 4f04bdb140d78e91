// Everything that the role of a desk may do, table by table, and that it cannot cross to another school by any SQL.
import assert from 'node:assert/strict';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../src/db/open.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { addAccount, addLetter, addParent, addSession, addStaff, jeanMoulin, louiseMichel } from './world.js';

type Line = {
  /** Of: read add change remove. Some of the columns are enough to be named here. */
  readonly may: string;
  /** Held to the rows of the school, by row-level security. */
  readonly held: boolean;
  readonly why: string;
};
const held = (may: string, why: string): Line => ({ may, held: true, why });
const whole = (may: string, why: string): Line => ({ may, held: false, why });
const none = (why: string): Line => ({ may: '', held: false, why });

const parents = 'a parent signs in, proves himself or is signed in elsewhere: no desk does it for him';
const programs = 'asked by the interface itself, before it is held to a school';
const applications = 'what other applications hold and are told';
const plans = 'imports are read and applied by a job';
const register = 'rows of one school';

/** A new table has its line here, or the test fails. By default it is the desk's (migration 0095): its migration takes back what no act needs. */
const lines: Readonly<Record<string, Line>> = {
  account: held(
    'read add change',
    'all are read but their passwords; a break makes one; those of the school are changed',
  ),
  account_break: held('read add change', 'of an account of the school'),
  activation: none(parents),
  api_answer: none(programs),
  api_token: held('read add change', 'of a colleague'),
  api_token_day: none(programs),
  approval: held('read add change remove', register),
  attachment: held('read add change', 'a school may know that an account is grouped; it moves its own records'),
  audit_base: none('the chain is shortened by retention'),
  audit_check: none('operators ask for a check'),
  audit_event: held('read add', 'the chain is one for all: a desk adds to it, and reads what was done at its school'),
  audit_head: whole('read change', 'the chain goes on with each act of a desk'),
  cas_ticket: none(parents),
  client: whole('read', 'which tile leads where, without secrets'),
  client_secret_shown: none(applications),
  client_session: none(applications),
  client_subject: none(applications),
  correction: held('read change', 'a parent asks, his school answers'),
  delivery: none(applications),
  delivery_account: none(applications),
  duplicate_answer: held('read add change', register),
  factor: held('read change', 'of the accounts of the school, without secrets; those of a colleague are taken away'),
  factor_reset: held('read add change', 'of an account of the school'),
  federation_step: none(parents),
  grouping: whole('read', 'a school may know that an account is grouped; no name is in it'),
  grouping_intent: none(parents),
  grouping_request: held('read change', 'several schools decide one; a break voids those of its accounts'),
  grouping_request_school: whole('read', 'a request is decided when all its schools have answered'),
  guardian_record: held('read change', 'written by imports; a desk marks that it is protected'),
  hold: held('read add change', 'an account is frozen for all; a school hides and shows its own records'),
  import_run: held('read', register),
  import_run_school: held('read', register),
  letter: held('read add change', 'of the school, to an account of the school'),
  letter_batch: held('read add change', register),
  link: held('read', 'written by imports'),
  linked_identity: none(parents),
  network_look: whole('read', 'every page wears it'),
  network_setting: whole('read', 'rules ask it'),
  objection: held(
    'read change',
    'an account of several schools is frozen for all; it is lifted by a school of the account',
  ),
  objection_link: none(parents),
  oidc_grant: none(parents),
  oidc_request: none(parents),
  oidc_seen: none(parents),
  oidc_token: none(parents),
  outbox: held('add', 'a break and a change of an account of the school are told'),
  protection: held('read add change', register),
  pupil_record: held('read change', 'written by imports; a desk marks that it is protected'),
  pupils_told_apart: held('read add change remove', register),
  reading: held('read add', register),
  recovery_batch: none(parents),
  recovery_code: none(parents),
  saml_request: none(parents),
  schema_migration: none('of the program itself'),
  school: held(
    'read change',
    'names and telephones are no secret, and several schools answer one request; each describes itself',
  ),
  school_link: held('read add change remove', 'those of the network are read'),
  school_source_key: none(plans),
  second_step: none(parents),
  service: whole('read', 'the catalogue is the network’s'),
  service_opening: held('read add change remove', register),
  session: held(
    'read change',
    'without keys of parents’ browsers; of accounts and colleagues of the school they are ended',
  ),
  sign_on: none(parents),
  signing_key: none(applications),
  single_use_token: held('read add change', 'a colleague is invited; links of accounts of the school are cancelled'),
  staff: held('read add change', 'one person works for several schools; each changes its own colleagues'),
  staff_identity: held('read change', 'ends with the access of a colleague'),
  staff_recovery: held('read change', 'ends with the access of a colleague'),
  staff_recovery_code: none('used at sign-in'),
  staff_role: held('read add change', 'one person works for several schools; each gives and ends its own roles'),
  staff_second_step: held('read remove', 'ends with the access of a colleague'),
  staging_division: none(plans),
  staging_guardian: none(plans),
  staging_held: none(plans),
  staging_link: none(plans),
  staging_pupil: none(plans),
  staging_run: none(plans),
  staging_school: none(plans),
  suspension: held(
    'read add change',
    'a whole account is stopped once, whoever did it: another school must know that it is',
  ),
  throttle: whole('read add change remove', 'a desk counts wrong codes; who is meant is an HMAC'),
  tidy_run: none('the nights of the whole installation'),
  upload: held('read add change', register),
  upload_arrival: held('read add change remove', register),
  upload_change: held('read add change remove', 'of an upload of the school'),
};

onBothDatabases('each table has its line: what a desk may do there, held to its school or not', async (deps) => {
  const { rows } = await sql<Line & { name: string }>`
    select c.relname::text as name, c.relrowsecurity as held, concat_ws(' ',
      case when has_any_column_privilege('fratrie_desk', c.oid, 'select') then 'read' end,
      case when has_any_column_privilege('fratrie_desk', c.oid, 'insert') then 'add' end,
      case when has_any_column_privilege('fratrie_desk', c.oid, 'update') then 'change' end,
      case when has_table_privilege('fratrie_desk', c.oid, 'delete') then 'remove' end) as may
    from pg_class c
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relnamespace = 'public'::regnamespace and c.relpersistence <> 't'
    order by c.relname collate "C"`.execute(deps.db);
  assert.deepEqual(
    Object.fromEntries(rows.map(({ name, may, held }) => [name, { may, held }])),
    Object.fromEntries(Object.entries(lines).map(([name, { may, held }]) => [name, { may, held }])),
  );
});

/** Runs as the desk of Jean-Moulin does, without the code that does it. */
async function asDesk<T>(deps: TestDeps, body: (tx: Tx) => Promise<T>): Promise<T> {
  return await deps.db.transaction().execute(async (tx) => {
    await sql`set local role fratrie_desk`.execute(tx);
    await sql`select set_config('fratrie.school', ${jeanMoulin}, true)`.execute(tx);
    return await body(tx as unknown as Tx);
  });
}

onBothDatabases('what a table’s line does not say is refused, column by column where it says less', async (deps) => {
  const statements = {
    read: (name: string) => `select count(*) from "${name}"`,
    add: (name: string) => `insert into "${name}" default values`,
    change: (name: string, column: string) => `update "${name}" set "${column}" = "${column}"`,
    remove: (name: string) => `delete from "${name}"`,
  };
  const { rows } = await sql<{ name: string; column: string }>`
    select distinct on (c.relname) c.relname::text as name, a.attname::text as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.attidentity = '' and a.attgenerated = ''
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relpersistence <> 't'
    order by c.relname, a.attnum`.execute(deps.db);
  assert.equal(rows.length, Object.keys(lines).length);
  const refused = async (statement: string) =>
    await assert.rejects(
      asDesk(deps, async (tx) => sql.raw(statement).execute(tx)),
      /permission denied/,
      statement,
    );
  for (const { name, column } of rows)
    for (const [verb, statement] of Object.entries(statements))
      if (!lines[name]?.may.split(' ').includes(verb)) await refused(statement(name, column));
  for (const [name, columns] of Object.entries({
    account: ['password_hash'],
    session: ['address', 'agent'],
    client: ['secret_hash', 'events_secret', 'events_url', 'old_secret_hash'],
    factor: ['totp_secret', 'credential_id', 'public_key'],
    single_use_token: ['token_hash'],
  }))
    for (const column of columns) await refused(`select "${column}" from "${name}"`);
  await refused('update account set password_hash = null');
  await refused('update attachment set account_id = 1');
  await refused('update session set token_hash = token_hash');
  await refused(`update school set entitles = 'contact'`);
  // Mails of everybody wait there.
  await refused('select data from pgboss.job');
  await refused('delete from pgboss.job');
});

/** Two schools, each with a parent, a colleague and everything that an act of the other one may aim at. */
async function world(deps: TestDeps) {
  const made = async (school: string) => {
    const parent = await addParent(deps, school, 'Yanis');
    await addLetter(deps, parent.id, school);
    await addSession(deps, parent.id);
    const { staffId: staff } = await addStaff(deps, school);
    return { ...parent, staff };
  };
  const [here, there] = [await made(jeanMoulin), await made(louiseMichel)];
  const other = await addAccount(deps, []);
  const at = deps.now();
  const bytes = (n: number) => Buffer.from([n]);
  for (const [n, one] of [here, there].entries()) {
    const run = async (statement: RawBuilder<unknown>) => await statement.execute(deps.db);
    await run(
      sql`insert into hold (attachment_id, cause, since) select id, 'suspension', ${at} from attachment where account_id = ${one.id}`,
    );
    await run(sql`insert into grouping (reference, kept_id, absorbed_id, proof, at) values (${`R${n}`}, ${one.id},
      ${n === 0 ? other.id : here.id}, 'password', ${at})`);
    await run(
      sql`insert into objection (grouping_id, side, account_id, at) select id, 'kept', ${one.id}, ${at} from grouping where reference = ${`R${n}`}`,
    );
    await run(sql`insert into grouping_request (reference, kept_id, absorbed_id, proof, kept_proof_version, absorbed_proof_version, reasons, doubts, state, created_at)
      values (${`D${n}`}, ${one.id}, ${other.id}, 'password', 1, 1, '["protected"]', '[]', 'open', ${at})`);
    await run(sql`insert into suspension (account_id, school_uai, staff_id, reason, at) values (${one.id},
      ${n === 0 ? jeanMoulin : louiseMichel}, ${one.staff}, 'x', ${at})`);
    await run(
      sql`insert into single_use_token (purpose, staff_id, token_hash, created_at, expires_at) values ('enrol_staff', ${one.staff}, ${bytes(n)}, ${at}, ${at})`,
    );
    await run(
      sql`insert into single_use_token (purpose, account_id, token_hash, created_at, expires_at) values ('reset_password', ${one.id}, ${bytes(n + 2)}, ${at}, ${at})`,
    );
    await run(
      sql`insert into factor (staff_id, kind, name, credential_id, public_key, sign_count, transports, created_at) values (${one.staff}, 'passkey', 'clé', ${`k${n}`}, ${bytes(n)}, 0, '{}', ${at})`,
    );
    await run(sql`insert into staff_recovery (staff_id, nonce, created_at) values (${one.staff}, ${bytes(n)}, ${at})`);
    await run(
      sql`insert into staff_identity (staff_id, issuer, subject, linked_at) values (${one.staff}, 'https://x.example', ${String(n)}, ${at})`,
    );
    await run(
      sql`insert into staff_second_step (token_hash, staff_id, created_at, expires_at) values (${bytes(n)}, ${one.staff}, ${at}, ${at})`,
    );
  }
  return { here, there };
}

onBothDatabases('no SQL of a desk changes a row that is another school’s', async (deps) => {
  const { here, there } = await world(deps);
  const at = deps.now();
  const ofAccount = (id: number) => sql`account_id = ${id}`;
  const ofStaff = (id: number) => sql`staff_id = ${id}`;
  const attached = (id: number) => sql`attachment_id in (select id from attachment where account_id = ${id})`;
  type One = typeof here;
  // What is changed, and of whom: of this school it works, of the other one nothing is found.
  const changes: readonly (readonly [string, RawBuilder<unknown>, (one: One, uai: string) => RawBuilder<unknown>])[] = [
    ['school', sql`phone = '1'`, (_, uai) => sql`uai = ${uai}`],
    ['account', sql`version = version + 1`, ({ id }) => sql`id = ${id}`],
    ['attachment', sql`until = until`, ({ id }) => ofAccount(id)],
    ['hold', sql`until = ${at}`, ({ id }) => attached(id)],
    ['letter', sql`died_at = ${at}`, ({ id }) => ofAccount(id)],
    ['suspension', sql`reason = 'y'`, ({ id }) => ofAccount(id)],
    ['objection', sql`lifted_at = ${at}, lifted_reason = 'y'`, ({ id }) => ofAccount(id)],
    [
      'grouping_request',
      sql`state = 'void', void_cause = 'broken', ended_at = ${at}`,
      ({ id }) => sql`kept_id = ${id}`,
    ],
    ['session', sql`ended_at = ${at}`, ({ id }) => ofAccount(id)],
    ['session', sql`ended_at = ${at}`, ({ staff }) => ofStaff(staff)],
    ['single_use_token', sql`cancelled_at = ${at}`, ({ id }) => ofAccount(id)],
    ['single_use_token', sql`cancelled_at = ${at}`, ({ staff }) => ofStaff(staff)],
    ['staff_role', sql`until = ${at}`, ({ staff }) => ofStaff(staff)],
    ['factor', sql`removed_at = ${at}, credential_id = null, public_key = null`, ({ staff }) => ofStaff(staff)],
    ['staff_recovery', sql`replaced_at = ${at}`, ({ staff }) => ofStaff(staff)],
    ['staff_identity', sql`unlinked_at = ${at}`, ({ staff }) => ofStaff(staff)],
  ];
  const count = (tx: Tx, [table, what, where]: (typeof changes)[number], one: One, uai: string) =>
    sql`update ${sql.table(table)} set ${what} where ${where(one, uai)}`
      .execute(tx)
      .then(({ numAffectedRows }) => Number(numAffectedRows));
  for (const change of changes) {
    await asDesk(deps, async (tx) => {
      assert.equal(await count(tx, change, there, louiseMichel), 0, `${change[0]} of another school`);
      assert.ok((await count(tx, change, here, jeanMoulin)) > 0, `${change[0]} of this school`);
    });
  }
  const removed = async (one: One) =>
    await asDesk(deps, async (tx) =>
      Number((await sql`delete from staff_second_step where ${ofStaff(one.staff)}`.execute(tx)).numAffectedRows),
    );
  assert.deepEqual([await removed(there), await removed(here)], [0, 1]);
});

onBothDatabases('no SQL of a desk adds a row that reaches another school’s people', async (deps) => {
  const { here, there } = await world(deps);
  const at = deps.now();
  type One = typeof here;
  const letter = (one: One) => sql`
    insert into letter (number, account_id, school_uai, purpose, code_hash, token_hash, issued_at, last_day, replaced_at)
    values ('F-9', ${one.id}, ${jeanMoulin}, 'recovery', '', ${Buffer.from('9')}, ${at}, '2026-12-31', ${at})`;
  const told = (one: One, kind = 'account_changed') => sql`
    insert into outbox (event_id, kind, account_id, payload, at) values (gen_random_uuid(), ${kind}, ${one.id}, '{}', ${at})`;
  const role = (one: One, uai: string | null, as: string) => sql`
    insert into staff_role (staff_id, school_uai, role, since, until) values (${one.staff}, ${uai}, ${as}, ${at}, ${at})`;
  const adds: Readonly<Record<string, (one: One) => RawBuilder<unknown>>> = {
    attachment: ({ guardianId, id }) => sql`
      insert into attachment (account_id, guardian_id, since, until, began_cause, ended_cause)
      values (${id}, ${guardianId}, ${at}, ${at}, 'break', 'break')`,
    hold: ({ id }) => sql`
      insert into hold (attachment_id, cause, since) select id, 'protection', ${at} from attachment where account_id = ${id}`,
    letter,
    suspension: ({ id, staff }) => sql`
      insert into suspension (account_id, school_uai, staff_id, reason, at, ended_at, end_reason)
      values (${id}, ${jeanMoulin}, ${staff}, 'x', ${at}, ${at}, 'y')`,
    outbox: (one) => told(one),
    single_use_token: ({ staff }) => sql`
      insert into single_use_token (purpose, staff_id, token_hash, created_at, expires_at)
      values ('enrol_staff', ${staff}, ${Buffer.from('new')}, ${at}, ${at})`,
    factor_reset: ({ id, staff }) => sql`
      insert into factor_reset (account_id, school_uai, asked_by, reason, asked_at, due_at)
      values (${id}, ${jeanMoulin}, ${staff}, 'x', ${at}, ${at})`,
    protection: ({ guardianId, staff }) => sql`
      insert into protection (school_uai, guardian_id, reason_kind, reason, hides, staff_id, at)
      values (${jeanMoulin}, ${guardianId}, 'court', 'x', false, ${staff}, ${at})`,
    api_token: ({ staff }) => sql`
      insert into api_token (school_uai, staff_id, name, scopes, token_hash, made_at, ends_at)
      values (${jeanMoulin}, ${staff}, 'x', '{letters:write}', ${Buffer.from('t')}, ${at}, ${new Date(at.getTime() + 86_400_000)})`,
  };
  const run = async (statement: RawBuilder<unknown>) => await asDesk(deps, async (tx) => await statement.execute(tx));
  const held = async (statement: RawBuilder<unknown>, what: string) =>
    await assert.rejects(run(statement), /row-level security/, what);
  for (const [table, add] of Object.entries(adds)) {
    await held(add(there), table);
    await run(add(here));
  }
  await held(
    sql`insert into account (identifier, state, created_at) values ('x.open', 'active', ${at})`,
    'an open account',
  );
  await held(told(here, 'account_grouped'), 'a grouping that did not happen');
  await held(role(here, louiseMichel, 'head'), 'a role at another school');
  await held(role(here, null, 'operator'), 'an operator');
  await run(role(there, jeanMoulin, 'reader'));
  await held(sql`update letter set account_id = ${there.id}`, 'a letter that opens somebody else’s account');
});

onBothDatabases('no SQL of a desk makes its own whom another school knows, to take his access next', async (deps) => {
  const { here, there } = await world(deps);
  const at = deps.now();
  const run = async (statement: RawBuilder<unknown>) => await asDesk(deps, async (tx) => await statement.execute(tx));
  const held = async (statement: RawBuilder<unknown>, what: string) =>
    await assert.rejects(run(statement), /row-level security/, what);
  // A parent: attached to a record of this school, ended at once, he would get its letter.
  const attached = (id: number) => sql`
    insert into attachment (account_id, guardian_id, since, until, began_cause, ended_cause)
    values (${id}, ${here.guardianId}, ${at}, ${at}, 'break', 'break')`;
  await held(attached(there.id), 'an account of another school');
  await run(attached(here.id));
  const kept = async (one: typeof here) =>
    (await sql`select from attachment where account_id = ${one.id}`.execute(deps.db)).rows.length;
  assert.equal(await kept(there), 1);
  // A colleague: given a role here, he goes on alone in what he holds elsewhere.
  await run(sql`
    insert into staff_role (staff_id, school_uai, role, since) values (${there.staff}, ${jeanMoulin}, 'reader', ${at})`);
  const token = (staff: number) => sql`
    insert into single_use_token (purpose, staff_id, token_hash, created_at, expires_at)
    values ('enrol_staff', ${staff}, ${Buffer.from('new')}, ${at}, ${at})`;
  await held(token(there.staff), 'a link that opens his access');
  await run(sql`update staff set left_at = null where id = ${here.staff}`);
  for (const what of [sql`password_hash = null, enrolled_at = null`, sql`left_at = ${at}`, sql`name = 'x'`])
    await held(sql`update staff set ${what} where id = ${there.staff}`, 'his access');
  for (const statement of [
    sql`update session set ended_at = ${at} where staff_id = ${there.staff}`,
    sql`update single_use_token set cancelled_at = ${at} where staff_id = ${there.staff}`,
    sql`update factor set removed_at = ${at}, credential_id = null, public_key = null where staff_id = ${there.staff}`,
    sql`update staff_recovery set replaced_at = ${at} where staff_id = ${there.staff}`,
    sql`update staff_identity set unlinked_at = ${at} where staff_id = ${there.staff}`,
    sql`delete from staff_second_step where staff_id = ${there.staff}`,
  ])
    assert.equal(Number((await run(statement)).numAffectedRows), 0);
  // Nor is a factor set for a colleague of this school alone.
  for (const what of [
    sql`password_hash = 'known'`,
    sql`totp_secret = ${Buffer.from('s')}`,
    sql`enrolled_at = ${new Date(1)}`,
  ])
    await held(sql`update staff set ${what} where id = ${here.staff}`, 'a factor set');
});

onBothDatabases('pupils and guardians told apart are both of the school', async (deps) => {
  const { here, there } = await world(deps);
  const other = await addParent(deps, jeanMoulin, 'Zoé');
  const apart = (table: 'pupils_told_apart' | 'duplicate_answer', ids: readonly number[]) => {
    const [one, two] = ids.toSorted((a, b) => a - b);
    const values = sql`${one}, ${two}, ${jeanMoulin}, ${here.staff}, ${deps.now()}`;
    return asDesk(deps, async (tx) =>
      table === 'pupils_told_apart'
        ? await sql`insert into pupils_told_apart (one_id, other_id, school_uai, staff_id, at) values (${values})`.execute(
            tx,
          )
        : await sql`insert into duplicate_answer (one_id, other_id, school_uai, staff_id, at, answer)
            values (${values}, 'different')`.execute(tx),
    );
  };
  await assert.rejects(apart('pupils_told_apart', [here.pupilId, there.pupilId]), /row-level security/);
  await assert.rejects(apart('duplicate_answer', [here.guardianId, there.guardianId]), /row-level security/);
  await apart('pupils_told_apart', [here.pupilId, other.pupilId]);
  await apart('duplicate_answer', [here.guardianId, other.guardianId]);
});

onBothDatabases('a colleague of another school keeps his access, and what was done there is not read', async (deps) => {
  const { here, there } = await world(deps);
  const forget = (staff: number) => sql`update staff set enrolled_at = null, password_hash = null where id = ${staff}`;
  await assert.rejects(
    asDesk(deps, async (tx) => await forget(there.staff).execute(tx)),
    /row-level security/,
  );
  await asDesk(deps, async (tx) => await forget(here.staff).execute(tx));
  for (const [seq, school] of [jeanMoulin, louiseMichel].entries())
    await sql`insert into audit_event (seq, at, kind, actor, data, hmac)
      values (${seq + 1}, ${deps.now()}, 'x', '{}', ${JSON.stringify({ school })}::jsonb, ${Buffer.from('x')})`.execute(
      deps.db,
    );
  const read = await asDesk(deps, async (tx) => await sql<{ seq: number }>`select seq from audit_event`.execute(tx));
  assert.deepEqual(read.rows, [{ seq: 1 }]);
  const tokens = await asDesk(
    deps,
    async (tx) =>
      await sql<{ accountId: number }>`
    select account_id from single_use_token where account_id is not null`.execute(tx),
  );
  assert.deepEqual(tokens.rows, [{ accountId: here.id }]);
});
