// Requests: groupings that wait for a school, then for the parent.
import { sql } from 'kysely';
const columns = sql `r.id, r.reference, r.kept_id, r.absorbed_id, r.proof, r.reasons, r.doubts, r.state, r.created_at, r.decided_at,
  r.operator_reason, r.expires_at, r.ended_at, r.void_cause, g.reference as grouping_reference,
  k.state as kept_state, k.identifier as kept_identifier, r.absorbed_proof_version, b.proof_version as absorbed_proof_now, b.state as absorbed_state`;
const tables = sql `grouping_request r join account k on k.id = r.kept_id join account b on b.id = r.absorbed_id
  left join grouping g on g.id = r.grouping_id`;
/** A live request whose accounts no longer are what they were: `fallOf` of requests/rules.ts, for lists. */
export const fallen = (now) => sql `(k.state = 'closed' or b.proof_version <> r.absorbed_proof_version or b.state not in ('active', 'to_activate') or (r.state = 'accepted' and r.expires_at <= ${now}))`;
/** Breaks `grouping_request_one_live_per_pair` when the two accounts have a live request already. */
export async function insertRequest(tx, made) {
    const { rows } = await sql `
    with made as (
      insert into grouping_request (reference, kept_id, absorbed_id, proof, kept_proof_version, absorbed_proof_version,
        reasons, doubts, state, created_at)
      values (${made.reference}, ${made.keptId}, ${made.absorbedId}, ${made.proof}, ${made.keptProofVersion}, ${made.absorbedProofVersion},
        ${JSON.stringify(made.reasons)}::jsonb, ${JSON.stringify(made.doubts)}::jsonb, 'open', ${made.now})
      returning id
    ), asked as (
      insert into grouping_request_school (request_id, school_uai, told)
      select made.id, s.uai, s.told from made, jsonb_to_recordset(${JSON.stringify(made.schools)}::jsonb) as s(uai text, told boolean)
    )
    select id from made`.execute(tx);
    return rows[0]?.id ?? 0;
}
/** The live request of two accounts, whichever of them is to be kept. */
export async function findLiveRequest(db, one, other) {
    const { rows } = await sql `
    select ${columns} from ${tables}
    where r.state in ('open', 'accepted') and least(r.kept_id, r.absorbed_id) = ${Math.min(one, other)}
      and greatest(r.kept_id, r.absorbed_id) = ${Math.max(one, other)}`.execute(db);
    return rows[0];
}
export async function findRequest(db, reference) {
    const { rows } = await sql `select ${columns} from ${tables} where r.reference = ${reference}`.execute(db);
    return rows[0];
}
/** The requests that this account made, latest first. */
export async function listRequestsOf(db, keptId) {
    const { rows } = await sql `
    select ${columns} from ${tables} where r.kept_id = ${keptId} order by r.created_at desc, r.id desc limit 50`.execute(db);
    return rows;
}
/** How many requests an account has opened since an instant, whatever became of them. */
export async function countRequestsSince(db, keptId, since) {
    const { rows } = await sql `
    select count(*) as count from grouping_request where kept_id = ${keptId} and created_at > ${since}`.execute(db);
    return rows[0]?.count ?? 0;
}
export async function readAskedSchools(db, requestId) {
    const { rows } = await sql `
    select s.uai, s.name, s.phone, d.told, d.decision, p.name as staff_name, d.reason, d.decided_at
    from grouping_request_school d join school s on s.uai = d.school_uai left join staff p on p.id = d.staff_id
    where d.request_id = ${requestId} order by s.name, s.uai`.execute(db);
    return rows;
}
/** One school's answer, once. False when it was not asked, or has answered. */
export async function writeAnswer(tx, answer) {
    const { rows } = await sql `
    update grouping_request_school set decision = ${answer.decision}, staff_id = ${answer.staffId}, reason = ${answer.reason}, decided_at = ${answer.now}
    where request_id = ${answer.requestId} and school_uai = ${answer.schoolUai} and decision is null
    returning request_id`.execute(tx);
    return rows.length > 0;
}
/** Accepted or refused. `operatorReason` when the operator did it in the place of the schools. */
export async function writeDecision(tx, decided) {
    const accepted = decided.decision === 'accepted';
    await tx
        .updateTable('groupingRequest')
        .set({
        state: decided.decision,
        decidedAt: decided.now,
        operatorReason: decided.operatorReason,
        expiresAt: accepted ? decided.expiresAt : null,
        endedAt: accepted ? null : decided.now,
    })
        .where('id', '=', decided.requestId)
        .where('state', '=', 'open')
        .execute();
}
/** Ends a live request without a grouping: withdrawn by the parent, or void. False when it was over. */
export async function endRequest(tx, requestId, end, now) {
    const ended = await tx
        .updateTable('groupingRequest')
        .set({ state: end.state, voidCause: end.state === 'void' ? end.cause : null, endedAt: now })
        .where('id', '=', requestId)
        .where('state', 'in', ['open', 'accepted'])
        .executeTakeFirst();
    return ended.numUpdatedRows > 0n;
}
/** The confirmed address of the account that made a request, while it is open. */
export async function findAuthorMail(db, requestId) {
    const { rows } = await sql `
    select k.mail from grouping_request r join account k on k.id = r.kept_id
    where r.id = ${requestId} and k.mail_confirmed_at is not null and k.state <> 'closed'`.execute(db);
    return rows[0]?.mail;
}
/** Live requests whose accounts changed, for the sweep: references, oldest first. */
export async function listFallenRequests(db, now) {
    const { rows } = await sql `
    select r.reference from ${tables} where r.state in ('open', 'accepted') and ${fallen(now)} order by r.id`.execute(db);
    return rows.map((row) => row.reference);
}
/** Requests that stand and that nobody has decided, oldest first, with the answers still missing. */
export async function listOpenRequests(db, now) {
    const { rows } = await sql `
    select ${columns},
      coalesce((select jsonb_agg(s.name order by s.name) from grouping_request_school d join school s on s.uai = d.school_uai where d.request_id = r.id), '[]') as schools,
      coalesce((select jsonb_agg(s.name order by s.name) from grouping_request_school d join school s on s.uai = d.school_uai where d.request_id = r.id and d.decision is null), '[]') as missing
    from ${tables} where r.state = 'open' and not ${fallen(now)} order by r.created_at, r.id`.execute(db);
    return rows;
}
