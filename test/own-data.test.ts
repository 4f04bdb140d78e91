// « Mes données »: every column that leads to an account or to a guardian record is told, or there is a reason why not.
// A new table or column of that kind fails here until somebody has decided.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { closeAccount } from '../src/accounts/closing.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { historyKinds } from '../src/history/kinds.js';
import { translator } from '../src/i18n/translator.js';
import { securityActs } from '../src/mail/rules.js';
import { readOwnData } from '../src/own-data/actions.js';
import type { OwnDataField, OwnDataFile, OwnDataSection } from '../src/own-data/rules.js';
import type { ParentSession } from '../src/signin/rules.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { propose } from './proposals.js';
import {
  addAccount,
  addGuardian,
  addLetter,
  addLink,
  addParent,
  addPupil,
  addSchool,
  addSession,
  addStaff,
  jeanMoulin,
  louiseMichel,
} from './world.js';

type Told = `${OwnDataSection}.${OwnDataField}`;

const ours = 'a number of ours: it says nothing that another column does not';
const secret = 'a secret, or what one is checked with: who reads it could use it';
const inner = 'how we work, not what we know of him';
const staff = 'a member of staff, told by the school if it wishes';
const other = 'another person';
const protects = 'a protection: who reads it could be the danger';
const place = 'of the register and its imports, not of the person';

/** Where each column is told, or why it is not. */
const columns: Readonly<Record<string, Told | { readonly no: string }>> = {
  'account.id': { no: ours },
  'account.identifier': 'account.identifier',
  'account.state': 'account.state',
  'account.password_hash': { no: secret },
  'account.password_set_at': 'account.passwordSetAt',
  'account.mail': 'account.mail',
  'account.mail_confirmed_at': 'account.mailConfirmedAt',
  'account.pending_mail': 'account.pendingMail',
  'account.pending_mail_at': { no: 'the address that waits is told' },
  'account.language': 'account.language',
  'account.version': { no: inner },
  'account.proof_version': { no: inner },
  'account.created_at': 'account.createdAt',
  'account.activated_at': 'account.activatedAt',
  'account.closed_at': { no: 'who reads has an open account' },
  'account.closed_into': { no: 'who reads has an open account' },
  'account.sleep_warned_at': { no: 'the mail that warned is told' },
  'account.sleep_warned_again_at': { no: 'the mail that warned is told' },
  'account.rightless_since': { no: 'when the last child left: the children and the attachments tell it' },
  'account.is_open': { no: 'made from the state' },

  'guardian_record.id': { no: ours },
  'guardian_record.source': { no: place },
  'guardian_record.scope': { no: place },
  'guardian_record.source_id': { no: place },
  'guardian_record.school_uai': 'records.school',
  'guardian_record.civility': 'records.civility',
  'guardian_record.family_name': 'records.familyName',
  'guardian_record.usage_name': 'records.usageName',
  'guardian_record.first_name': 'records.firstName',
  'guardian_record.mail': 'records.mail',
  'guardian_record.phone': 'records.phone',
  'guardian_record.organisation': { no: 'an organisation has no account' },
  'guardian_record.content_digest': { no: inner },
  'guardian_record.protected_since': { no: protects },
  'guardian_record.created_at': 'records.createdAt',
  'guardian_record.gone_at': 'records.until',
  'guardian_record.erased_at': { no: 'nothing of it is left' },
  'guardian_record.search_key': { no: 'made from the names' },

  'link.id': { no: ours },
  'link.pupil_id': { no: 'the child is told, if the account sees him' },
  'link.guardian_id': { no: ours },
  'link.kinship': 'children.kinship',
  'link.level': 'children.level',
  'link.entitling': { no: 'a link that opens nothing may name a child that he must not find' },
  'link.raw': { no: place },
  'link.since': 'children.since',
  'link.until': { no: 'a link that ended opens nothing: whose it was is told no more' },

  'attachment.id': { no: ours },
  'attachment.account_id': { no: ours },
  'attachment.guardian_id': { no: 'a record that left the account may be another person’s: its school is told' },
  'attachment.since': 'attachments.since',
  'attachment.until': 'attachments.until',
  'attachment.began_cause': 'attachments.cause',
  'attachment.ended_cause': { no: 'the next attachment, the breaks and the groupings say it' },
  'attachment.began_grouping_id': { no: ours },
  'attachment.ended_grouping_id': { no: ours },
  'attachment.began_break_id': { no: ours },
  'attachment.ended_break_id': { no: ours },
  'attachment.account_is_open': { no: inner },

  'hold.id': { no: ours },
  'hold.attachment_id': { no: protects },
  'hold.link_id': { no: 'which child was disowned is told no more: its school is' },
  'hold.cause': { no: protects },
  'hold.reason': { no: protects },
  'hold.since': 'disowned.since',
  'hold.until': 'disowned.until',
  'hold.objection_id': { no: ours },
  'hold.suspension_id': { no: ours },
  'suspension.id': { no: ours },
  'suspension.account_id': { no: ours },
  'suspension.school_uai': { no: 'the mail told which school' },
  'suspension.staff_id': { no: staff },
  'suspension.reason': { no: 'may name another person' },
  'suspension.at': { no: 'told by the history' },
  'suspension.former_state': { no: inner },
  'suspension.ended_at': { no: 'told by the history' },
  'suspension.ended_by': { no: staff },
  'suspension.end_reason': { no: 'may name another person' },

  'session.id': { no: ours },
  'session.account_id': { no: ours },
  'session.staff_id': { no: 'a session of staff is none of a parent' },
  'session.token_hash': { no: secret },
  'session.created_at': 'sessions.createdAt',
  'session.seen_at': 'sessions.seenAt',
  'session.proved_at': { no: inner },
  'session.ended_at': 'sessions.endedAt',
  'session.ended_cause': 'sessions.cause',
  'session.school_uai': { no: 'a session of staff is none of a parent' },
  'session.address': 'sessions.address',
  'session.agent': 'sessions.agent',
  'session.methods': { no: inner },

  'factor.id': { no: ours },
  'factor.account_id': { no: ours },
  'factor.staff_id': { no: ours },
  'factor.kind': 'factors.kind',
  'factor.name': 'factors.name',
  'factor.totp_secret': { no: secret },
  'factor.totp_last_step': { no: secret },
  'factor.credential_id': { no: secret },
  'factor.public_key': { no: secret },
  'factor.sign_count': { no: secret },
  'factor.transports': { no: inner },
  'factor.created_at': 'factors.createdAt',
  'factor.used_at': 'factors.usedAt',
  'factor.removed_at': 'factors.endedAt',
  'duplicate_answer.one_id': { no: ours },
  'duplicate_answer.other_id': { no: other },
  'duplicate_answer.school_uai': { no: place },
  'duplicate_answer.answer': { no: other },
  'duplicate_answer.staff_id': { no: staff },
  'duplicate_answer.at': { no: place },
  'protection.id': { no: protects },
  'protection.school_uai': { no: protects },
  'protection.guardian_id': { no: protects },
  'protection.pupil_id': { no: protects },
  'protection.reason_kind': { no: protects },
  'protection.reason': { no: protects },
  'protection.hides': { no: protects },
  'protection.staff_id': { no: protects },
  'protection.at': { no: protects },
  'protection.ended_at': { no: protects },
  'protection.ended_by': { no: protects },
  'protection.end_reason': { no: protects },
  'reading.id': { no: ours },
  'reading.at': { no: staff },
  'reading.staff_id': { no: staff },
  'reading.token_id': { no: staff },
  'reading.school_uai': { no: staff },
  'reading.page': { no: staff },
  'reading.account_id': { no: ours },
  'reading.reference': { no: staff },
  'reading.address': { no: staff },
  'factor_reset.id': { no: ours },
  'factor_reset.account_id': { no: ours },
  'factor_reset.school_uai': 'resets.school',
  'factor_reset.asked_by': { no: staff },
  'factor_reset.reason': { no: 'may name another person' },
  'factor_reset.asked_at': 'resets.createdAt',
  'factor_reset.due_at': { no: 'three days after it was asked' },
  'factor_reset.done_at': 'resets.decidedAt',
  'factor_reset.stopped_at': 'resets.endedAt',
  'factor_reset.link_hash': { no: secret },
  'recovery_batch.id': { no: ours },
  'recovery_batch.account_id': { no: ours },
  'recovery_batch.nonce': { no: secret },
  'recovery_batch.created_at': 'codes.createdAt',
  'recovery_batch.replaced_at': 'codes.replacedAt',
  'recovery_code.batch_id': { no: ours },
  'recovery_code.code_hash': { no: secret },
  'recovery_code.used_at': 'codes.usedAt',
  'second_step.id': { no: ours },
  'second_step.token_hash': { no: secret },
  'second_step.account_id': { no: ours },
  'second_step.proof_version': { no: inner },
  'second_step.session_id': { no: ours },
  'second_step.proved_at': { no: 'the session is told' },
  'second_step.created_at': { no: 'five minutes between a password and its second factor: the session is told' },
  'second_step.expires_at': { no: inner },
  'second_step.used_at': { no: inner },
  'second_step.methods': { no: inner },

  'letter.id': { no: ours },
  'letter.number': 'letters.number',
  'letter.account_id': { no: ours },
  'letter.school_uai': 'letters.school',
  'letter.purpose': 'letters.purpose',
  'letter.code_hash': { no: secret },
  'letter.token_hash': { no: secret },
  'letter.issued_at': 'letters.issuedAt',
  'letter.issued_by': { no: staff },
  'letter.last_day': 'letters.lastDay',
  'letter.used_at': 'letters.usedAt',
  'letter.replaced_at': 'letters.replacedAt',
  'letter.died_at': 'letters.diedAt',
  'letter.batch_id': { no: ours },
  'letter.handed': { no: 'how a school hands its paper out' },
  'letter.handed_at': { no: 'how a school hands its paper out' },
  'letter.division': { no: 'the pile of paper in which a school looks for it' },
  'letter.birth_date_tries': { no: 'tries of whoever held the letter' },

  'activation.id': { no: ours },
  'activation.letter_id': { no: 'the letter’s number is told' },
  'activation.token_hash': { no: secret },
  'activation.proof': 'activations.proof',
  'activation.proof_version': { no: inner },
  'activation.created_at': 'activations.createdAt',
  'activation.expires_at': 'activations.expiresAt',
  'activation.birth_dates_checked_at': { no: 'between two instants that are told' },
  'activation.used_at': 'activations.usedAt',

  'single_use_token.id': { no: ours },
  'single_use_token.purpose': 'links.purpose',
  'single_use_token.account_id': { no: ours },
  'single_use_token.staff_id': { no: 'a link of staff is none of a parent' },
  'single_use_token.vouched_by': { no: 'a link of staff is none of a parent' },
  'single_use_token.made_by': { no: 'a link of staff is none of a parent' },
  'single_use_token.token_hash': { no: secret },
  'single_use_token.subject': 'links.mail',
  'single_use_token.created_at': 'links.createdAt',
  'single_use_token.expires_at': 'links.expiresAt',
  'single_use_token.used_at': 'links.usedAt',
  'single_use_token.cancelled_at': { no: inner },

  'grouping.id': { no: ours },
  'grouping.reference': 'groupings.reference',
  'grouping.kept_id': { no: ours },
  'grouping.absorbed_id': { no: 'the identifier of the account that closed is told' },
  'grouping.proof': 'groupings.proof',
  'grouping.at': 'groupings.at',

  'grouping_intent.id': { no: ours },
  'grouping_intent.session_id': { no: ours },
  'grouping_intent.kept_id': { no: ours },
  'grouping_intent.absorbed_id': { no: other },
  'grouping_intent.proof': 'intents.proof',
  'grouping_intent.kept_proof_version': { no: inner },
  'grouping_intent.absorbed_proof_version': { no: inner },
  'grouping_intent.created_at': 'intents.createdAt',
  'grouping_intent.expires_at': 'intents.expiresAt',
  'grouping_intent.used_at': 'intents.usedAt',
  'grouping_intent.cancelled_at': { no: inner },

  'grouping_request.id': { no: ours },
  'grouping_request.reference': 'requests.reference',
  'grouping_request.kept_id': { no: ours },
  'grouping_request.absorbed_id': { no: other },
  'grouping_request.proof': { no: 'his grouping or his intent tells it' },
  'grouping_request.kept_proof_version': { no: inner },
  'grouping_request.absorbed_proof_version': { no: inner },
  'grouping_request.reasons': { no: protects },
  'grouping_request.doubts': { no: protects },
  'grouping_request.state': 'requests.state',
  'grouping_request.created_at': 'requests.createdAt',
  'grouping_request.decided_at': 'requests.decidedAt',
  'grouping_request.operator_reason': { no: 'may name another person, or a protection' },
  'grouping_request.expires_at': { no: inner },
  'grouping_request.ended_at': 'requests.endedAt',
  'grouping_request.void_cause': { no: other },
  'grouping_request.grouping_id': { no: ours },

  'grouping_request_school.request_id': { no: ours },
  'grouping_request_school.school_uai': { no: 'the page of the request names those that he may know' },
  'grouping_request_school.told': { no: protects },
  'grouping_request_school.decision': { no: other },
  'grouping_request_school.staff_id': { no: staff },
  'grouping_request_school.reason': { no: 'may name another person, or a protection' },
  'grouping_request_school.decided_at': { no: other },
  'grouping_request_school.reminders': { no: ours },

  'account_break.id': { no: ours },
  'account_break.reference': 'breaks.reference',
  'account_break.school_uai': 'breaks.school',
  'account_break.from_account_id': { no: ours },
  'account_break.to_account_id': { no: other },
  'account_break.staff_id': { no: staff },
  'account_break.reason_kind': { no: 'may name another person' },
  'account_break.reason': { no: 'may name another person' },
  'account_break.at': 'breaks.at',
  'account_break.grouping_id': { no: 'why the school broke it' },

  'objection_link.token_hash': { no: secret },
  'objection_link.grouping_id': { no: ours },
  'objection_link.side': { no: inner },
  'objection_link.created_at': { no: inner },
  'objection_link.expires_at': { no: inner },
  'objection.id': { no: ours },
  'objection.grouping_id': 'objections.reference',
  'objection.side': { no: other },
  'objection.account_id': { no: ours },
  'objection.at': 'objections.at',
  'objection.lifted_at': 'objections.liftedAt',
  'objection.lifted_by': { no: staff },
  'objection.lifted_reason': { no: 'may name another person' },

  'correction.id': { no: ours },
  'correction.reference': 'corrections.reference',
  'correction.account_id': { no: ours },
  'correction.school_uai': 'corrections.school',
  'correction.guardian_id': { no: ours },
  'correction.pupil_id': { no: ours },
  'correction.field': 'corrections.field',
  'correction.wanted': 'corrections.wanted',
  'correction.created_at': 'corrections.createdAt',
  'correction.state': 'corrections.state',
  'correction.answered_at': 'corrections.answeredAt',
  'correction.staff_id': { no: staff },
  'correction.reason': 'corrections.reason',

  'client_subject.id': { no: ours },
  'client_subject.client_id': { no: 'the application’s name is told' },
  'client_subject.account_id': { no: ours },
  'client_subject.subject': 'clients.subject',
  'client_subject.given_at': 'clients.since',
  'client_subject.withdrawn_at': 'clients.until',
  'client_subject.times_given': { no: ours },

  'cas_ticket.ticket_hash': { no: secret },
  'cas_ticket.client_id': { no: 'the application’s name is told' },
  'cas_ticket.session_id': { no: ours },
  'cas_ticket.account_id': { no: ours },
  'cas_ticket.service': { no: 'an address of the application, for 30 days: the sign-in is told' },
  'cas_ticket.renewed': { no: 'the sign-in is told' },
  'cas_ticket.created_at': { no: 'the sign-in is told' },
  'cas_ticket.expires_at': { no: ours },
  'cas_ticket.used_at': { no: 'the sign-in is told' },
  // Of a session of staff.
  'client_secret_shown.client_id': { no: ours },
  'client_secret_shown.session_id': { no: ours },
  'client_secret_shown.sealed': { no: secret },
  'client_secret_shown.made_at': { no: ours },

  'client_session.id': { no: ours },
  'client_session.session_id': { no: ours },
  'client_session.client_id': { no: 'the application’s name is told' },
  'client_session.account_id': { no: ours },
  'client_session.reference': { no: secret },
  'client_session.since': 'clientSessions.since',
  'client_session.ended_at': 'clientSessions.endedAt',
  'client_session.told_at': { no: 'the end of the sign-in is told' },
  'client_session.tries': { no: 'how often an application did not answer' },
  'client_session.next_at': { no: 'how often an application did not answer' },
  'client_session.last_answer': { no: 'how often an application did not answer' },
  'client_session.given_up_at': { no: 'how often an application did not answer' },

  'federation_step.token_hash': { no: secret },
  'federation_step.state': { no: secret },
  'federation_step.nonce': { no: secret },
  'federation_step.verifier': { no: secret },
  'federation_step.session_id': { no: secret },
  'federation_step.back': { no: secret },
  'federation_step.created_at': { no: secret },
  'federation_step.expires_at': { no: secret },
  'linked_identity.id': { no: ours },
  'linked_identity.account_id': { no: ours },
  'linked_identity.issuer': { no: 'the page « Sécurité » says whether it is linked' },
  'linked_identity.subject': { no: 'a number of another provider, which tells it there' },
  'linked_identity.proof_version': { no: ours },
  'linked_identity.linked_at': { no: 'its event is told' },
  'linked_identity.unlinked_at': { no: 'its event is told' },
  'oidc_grant.id': { no: secret },
  'oidc_grant.session_id': { no: ours },
  'oidc_grant.client_id': { no: 'the application’s sign-ins are told' },
  'oidc_grant.account_id': { no: ours },
  'oidc_grant.payload': { no: 'what a protocol must remember of a sign-in that is told' },
  'oidc_grant.created_at': { no: 'the application’s sign-ins are told' },
  'oidc_grant.expires_at': { no: 'the application’s sign-ins are told' },
  'oidc_grant.revoked_at': { no: 'the application’s sign-ins are told' },
  'oidc_token.token_hash': { no: secret },
  'oidc_token.kind': { no: secret },
  'oidc_token.grant_id': { no: secret },
  'oidc_token.payload': { no: 'what a protocol must remember of a sign-in that is told' },
  'oidc_token.created_at': { no: secret },
  'oidc_token.expires_at': { no: secret },
  'oidc_token.consumed_at': { no: secret },

  'outbox.id': { no: ours },
  'outbox.event_id': { no: ours },
  'outbox.kind': 'told.kind',
  'outbox.account_id': { no: ours },
  'outbox.payload': { no: 'numbers of ours, of his accounts, records and children' },
  'outbox.at': 'told.at',
  'outbox.fanned_at': { no: 'when a program of ours read the line' },

  'delivery.id': { no: ours },
  'delivery.key': { no: 'a number that an application knows one message by' },
  'delivery.client_id': { no: 'the applications that know him are told by their names' },
  'delivery.outbox_id': { no: ours },
  'delivery.kind': { no: 'of what was told, already there under told' },
  'delivery.body': { no: 'his names at the application, already there, and keys of registers' },
  'delivery.account_ids': { no: ours },
  'delivery.at': { no: 'the hour of what was told, already there' },
  'delivery.next_at': { no: 'how often an application did not answer' },
  'delivery.tries': { no: 'how often an application did not answer' },
  'delivery.trying_since': { no: 'how often an application did not answer' },
  'delivery.last_tried_at': { no: 'how often an application did not answer' },
  'delivery.last_answer': { no: 'how often an application did not answer' },
  'delivery.done_at': { no: 'how often an application did not answer' },
  'delivery.parked_at': { no: 'how often an application did not answer' },

  'delivery_account.delivery_id': { no: ours },
  'delivery_account.client_id': { no: 'the applications that know him are told by their names' },
  'delivery_account.account_id': { no: ours },

  'audit_event.seq': { no: ours },
  'audit_event.at': 'events.at',
  'audit_event.kind': 'events.kind',
  'audit_event.actor': 'events.address',
  'audit_event.data': { no: 'numbers of ours' },
  'audit_event.hmac': { no: secret },
  'audit_event.account_ids': { no: ours },
};

/** Columns of the tables that lead to an account or to a guardian record, by foreign keys of any number of steps. */
async function personalColumns(deps: TestDeps): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    with recursive reached as (
      select oid from pg_class where oid in ('account'::regclass, 'guardian_record'::regclass, 'audit_event'::regclass)
      union
      select k.conrelid from pg_constraint k join reached on reached.oid = k.confrelid where k.contype = 'f'
    )
    select c.relname || '.' || a.attname as name
    from reached join pg_class c on c.oid = reached.oid
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    order by 1`.execute(deps.db);
  return rows.map((row) => row.name);
}

/** Nadia, who did all that one can do; and the other parent of her child, who must not be found in what is told. */
async function fullLife(deps: TestDeps) {
  await addSchool(deps, jeanMoulin, 'Collège Jean-Moulin');
  await addSchool(deps, louiseMichel, 'École Louise-Michel');
  const guardianId = await addGuardian(deps, jeanMoulin, { usageName: 'MARTIN' });
  const lives = { mail: 'fiche@exemple.fr', phone: '06 11 22 33 44' };
  await deps.db.updateTable('guardianRecord').set(lives).where('id', '=', guardianId).execute();
  const left = await addGuardian(deps, louiseMichel, { familyName: 'PARTIE' });
  await deps.db.updateTable('guardianRecord').set({ goneAt: deps.now() }).where('id', '=', left).execute();
  const pupilId = await addPupil(deps, jeanMoulin, 'Yanis');
  await addLink(deps, guardianId, pupilId);
  const hidden = await addLink(deps, guardianId, await addPupil(deps, jeanMoulin, 'Caché'));
  const nadia = await addAccount(deps, [guardianId, left], { mail: 'nadia@exemple.fr' });
  const other = await addParent(deps, louiseMichel, 'Lina', { mail: 'ancienne@exemple.fr' });
  const { parent, digest } = await propose(deps, nadia.id, other.id);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);

  const father = await addGuardian(deps, jeanMoulin, { firstName: 'Karim', civility: 'M.', familyName: 'PERE' });
  await addLink(deps, father, pupilId);
  const karim = await addAccount(deps, [father], { mail: 'karim@exemple.fr' });
  await addLetter(deps, karim.id, jeanMoulin);
  await addSession(deps, karim.id);

  const { letterId } = await addLetter(deps, nadia.id, jeanMoulin, { purpose: 'recovery' });
  const { staffId } = await addStaff(deps, jeanMoulin);
  const now = deps.now();
  const all = { usedAt: now, replacedAt: now, diedAt: now };
  await deps.db.updateTable('letter').set(all).where('id', '=', letterId).execute();
  const proofs = { tokenHash: deps.random(32), createdAt: now, expiresAt: now, usedAt: now };
  await deps.db
    .insertInto('activation')
    .values({ ...proofs, letterId, proof: 'letter_code', proofVersion: 1 })
    .execute();
  await deps.db
    .insertInto('singleUseToken')
    .values({ ...proofs, purpose: 'confirm_mail', accountId: nadia.id, subject: 'nadia@nouvelle.fr' })
    .execute();
  const seen = { address: '192.0.2.7', agent: 'Le navigateur de Nadia', endedAt: now, endedCause: 'signed_out' };
  await deps.db
    .insertInto('session')
    .values({ ...seen, accountId: nadia.id, tokenHash: deps.random(32), createdAt: now, seenAt: now, provedAt: now })
    .execute();
  await deps.db
    .insertInto('factor')
    .values({
      accountId: nadia.id,
      kind: 'application',
      name: 'Mon téléphone',
      createdAt: now,
      usedAt: now,
      removedAt: now,
    })
    .execute();
  const reset = { accountId: nadia.id, schoolUai: jeanMoulin, askedBy: staffId, reason: 'Carte vue', askedAt: now };
  await deps.db
    .insertInto('factorReset')
    .values([
      { ...reset, dueAt: now, doneAt: now },
      { ...reset, dueAt: now, stoppedAt: now },
    ])
    .execute();
  const { id: batchId } = await deps.db
    .insertInto('recoveryBatch')
    .values({ accountId: nadia.id, nonce: deps.random(16), createdAt: now, replacedAt: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await deps.db
    .insertInto('recoveryCode')
    .values({ batchId, codeHash: deps.random(32), usedAt: now })
    .execute();
  await deps.db.insertInto('hold').values({ linkId: hidden, cause: 'not_my_child', since: now, until: now }).execute();
  await deps.db
    .insertInto('hold')
    .values({ linkId: hidden, cause: 'protection', reason: 'Juge', since: now })
    .execute();
  await deps.db
    .updateTable('account')
    .set({ pendingMail: 'nadia@nouvelle.fr', pendingMailAt: now, language: 'fr' })
    .where('id', '=', nadia.id)
    .execute();
  const { id: groupingId } = await deps.db.selectFrom('grouping').select('id').executeTakeFirstOrThrow();
  const lifted = { liftedAt: now, liftedBy: staffId, liftedReason: 'Karim a appelé.' };
  await deps.db
    .insertInto('objection')
    .values({ ...lifted, groupingId, side: 'kept', accountId: nadia.id, at: now })
    .execute();
  const { id: gone } = await deps.db
    .insertInto('account')
    .values({ identifier: 'k.pere0001', state: 'to_activate', createdAt: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await deps.db
    .insertInto('accountBreak')
    .values({
      reference: 'S-1111-2222',
      schoolUai: louiseMichel,
      fromAccountId: nadia.id,
      toAccountId: gone,
      staffId,
      reasonKind: 'same_name',
      reason: 'Karim PERE est venu.',
      at: now,
    })
    .execute();
  await deps.db
    .insertInto('attachment')
    .values({
      accountId: nadia.id,
      guardianId: father,
      since: now,
      until: now,
      beganCause: 'import',
      endedCause: 'break',
    })
    .execute();
  await deps.db
    .insertInto('groupingRequest')
    .values({
      reference: 'D-1111-2222',
      keptId: nadia.id,
      absorbedId: karim.id,
      proof: 'password',
      keptProofVersion: 1,
      absorbedProofVersion: 1,
      reasons: JSON.stringify(['protected']),
      doubts: '[]',
      state: 'refused',
      createdAt: now,
      decidedAt: now,
      endedAt: now,
    })
    .execute();
  await deps.db
    .insertInto('correction')
    .values({
      reference: 'C-1111-2222',
      accountId: nadia.id,
      schoolUai: jeanMoulin,
      guardianId,
      field: 'phone',
      wanted: '06 99 88 77 66',
      createdAt: now,
      state: 'refused',
      answeredAt: now,
      staffId,
      reason: 'Demandez au guichet.',
    })
    .execute();
  const sessionId = await addSession(deps, nadia.id);
  const { id: clientId } = await deps.db
    .insertInto('client')
    .values({
      publicId: 'ent',
      protocol: 'cas',
      name: 'ENT',
      settings: '{}',
      claims: [],
      subjectType: 'pairwise',
      createdAt: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await deps.db
    .insertInto('clientSubject')
    .values({ clientId, accountId: nadia.id, subject: 'nom-de-nadia', givenAt: now, withdrawnAt: now })
    .execute();
  await deps.db
    .insertInto('clientSession')
    .values({ sessionId, clientId, accountId: nadia.id, reference: 'ST-1', since: now, endedAt: now, toldAt: now })
    .execute();
  const session: ParentSession = {
    kind: 'parent',
    id: sessionId,
    accountId: nadia.id,
    identifier: nadia.identifier,
    createdAt: now,
    seenAt: now,
    provedAt: now,
    methods: [],
    language: null,
  };
  return { nadia, karim, session };
}

const read = async (deps: TestDeps, session: ParentSession): Promise<OwnDataFile> =>
  await readOwnData(deps, session, { as: 'json', address: '127.0.0.1' });

onBothDatabases('every column that leads to a person is told, or there is a reason', async (deps) => {
  assert.deepEqual(
    await personalColumns(deps),
    Object.keys(columns).sort(),
    'a column of a person: told where, or why not?',
  );
  const { session } = await fullLife(deps);
  const { data } = await read(deps, session);
  const schools = new Map(
    (await deps.db.selectFrom('school').select(['uai', 'name']).execute()).map((s) => [s.uai, s.name]),
  );
  const { rows: references } = await sql<{
    id: string;
    reference: string;
  }>`select id::text as id, reference from grouping`.execute(deps.db);
  for (const [column, told] of Object.entries(columns)) {
    if (typeof told !== 'string') continue;
    const [table = '', name = ''] = column.split('.');
    const [section, field] = told.split('.') as [OwnDataSection, OwnDataField];
    const { rows } = await sql<{ value: unknown }>`select ${sql.id(name)} as value from ${sql.id(table)}`.execute(
      deps.db,
    );
    const held = rows.map(({ value }) => {
      if (value instanceof Date) return value.toISOString();
      if (column === 'audit_event.actor') return String((value as { address?: string }).address ?? '');
      const text = String(value);
      return (
        schools.get(text) ??
        references.find((one) => column === 'objection.grouping_id' && one.id === text)?.reference ??
        text
      );
    });
    const shown = data[section].map((entry) => entry[field]);
    assert.ok(
      shown.some((value) => value !== null && value !== undefined && held.includes(value)),
      `${column} in ${told}: ${JSON.stringify(shown)} of ${JSON.stringify(held)}`,
    );
  }
});

onBothDatabases('nothing of the other parent, of a protection, of staff, and no secret', async (deps) => {
  const { session, karim, nadia } = await fullLife(deps);
  const text = JSON.stringify(await read(deps, session));
  const secrets = await sql<{ secret: string }>`
    select encode(token_hash, 'hex') as secret from session union all select encode(token_hash, 'base64') from letter
    union all select code_hash from letter union all select password_hash from account where password_hash is not null`.execute(
    deps.db,
  );
  for (const word of [
    'Karim',
    'PERE',
    'karim@exemple.fr',
    karim.identifier,
    'k.pere0001',
    'Caché',
    'Juge',
    'protect',
    'secretariat',
    'ancienne@exemple.fr',
    nadia.password,
    ...secrets.rows.map((row) => row.secret),
  ])
    assert.ok(!text.includes(word), word);
});

onBothDatabases('records that went on to a new account are told there, and no more here', async (deps) => {
  const { nadia, session } = await fullLife(deps);
  const actor = { type: 'parent', accountId: nadia.id, sessionId: session.id, address: '' } as const;
  assert.ok((await closeAccount(deps, { accountId: nadia.id, cause: 'owner', actor })).ok);
  const { data } = await read(deps, session);
  assert.deepEqual([data.records, data.children], [[], []]);
});

test('what happened to an account has words, in the page as in the history', () => {
  const t = translator('fr');
  const words = (word: string) => t('own-data.word', { word: word as 'other' });
  for (const [kind, told] of Object.entries(historyKinds))
    if (told !== undefined) assert.notEqual(words(kind), words('other'), kind);
  for (const act of securityActs) assert.notEqual(words(act), words('other'), act);
});
