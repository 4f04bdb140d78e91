import { inTransaction } from '../audit/actions.js';
import { childrenOf } from '../db/children.js';
import { findSubject } from '../db/clients.js';
import { findProvedMail } from '../db/mails.js';
import type { Db } from '../db/open.js';
import { readRegisterIds } from '../db/people.js';
import type { Deps } from '../deps.js';
import { admissionFacts } from './admission.js';
import { type ClaimedChild, type Claims, claimsFrom } from './claims.js';
import { type Client, schoolsServed } from './rules.js';
import { giveSubject } from './subjects.js';

/** The subject, and what this client may know of this account now. */
export async function claimsOf(
  deps: Deps,
  client: Client,
  accountId: number,
): Promise<{ readonly subject: string; readonly claims: Claims }> {
  const subject = await inTransaction(deps, (tx) => giveSubject(deps, tx, client, accountId));
  return { subject, claims: await allowedClaims(deps, client, accountId) };
}

/** The same without giving anything: the subject is undefined while the client does not know the account. */
export async function previewClaims(
  deps: Deps,
  client: Client,
  accountId: number,
): Promise<{ readonly subject: string | undefined; readonly claims: Claims }> {
  const subject = await findSubject(deps.db, client.id, accountId);
  return { subject, claims: await allowedClaims(deps, client, accountId) };
}

async function allowedClaims(deps: Deps, client: Client, accountId: number): Promise<Claims> {
  if (client.claims.length === 0) return {};
  const served = schoolsServed(client, await admissionFacts(deps, client, accountId));
  const confirmedMail = client.claims.includes('email') ? await findProvedMail(deps.db, accountId) : undefined;
  return claimsFrom(client.claims, { children: await readClaimed(deps.db, accountId, served), confirmedMail });
}

/** The children whom the account sees in these schools, with their keys and their guardian's. */
async function readClaimed(db: Db, accountId: number, served: readonly string[]): Promise<readonly ClaimedChild[]> {
  const children = (await childrenOf(db, accountId)).filter(({ schoolUai }) => served.includes(schoolUai));
  const ids = await readRegisterIds(db, {
    pupilIds: children.map(({ pupilId }) => pupilId),
    guardianIds: children.map(({ guardianId }) => guardianId),
  });
  return children.flatMap((child) => {
    const pupil = ids.pupils.get(child.pupilId);
    const guardian = ids.guardians.get(child.guardianId);
    if (pupil === undefined || guardian === undefined) return [];
    const { schoolUai: school, schoolKind, division, level } = child;
    const usedName = child.guardianUsageName ?? child.guardianFamilyName;
    return [
      {
        school,
        schoolKind,
        division,
        level,
        pupil,
        guardian: { ...guardian, firstName: child.guardianFirstName, usedName },
      },
    ];
  });
}
