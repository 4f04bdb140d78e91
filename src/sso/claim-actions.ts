import type { Child } from '../db/children.js';
import { findSubject } from '../db/client-subjects.js';
import { findProvedMail } from '../db/mails.js';
import type { Db } from '../db/open.js';
import { readRegisterIds } from '../db/people.js';
import type { Deps } from '../deps.js';
import { childrenServed } from './admission.js';
import { type ClaimedChild, type Claims, claimsFrom } from './claims.js';
import type { Client } from './rules.js';

/** What a client would be told: the subject is undefined while it does not know the account. */
export async function previewClaims(
  deps: Deps,
  client: Client,
  accountId: number,
): Promise<{ readonly subject: string | undefined; readonly claims: Claims }> {
  const known = await findSubject(deps.db, client.id, accountId);
  return { subject: known?.subject, claims: await claimsOf(deps, client, accountId) };
}

/** What this client may know of this account now, beside the subject. */
export async function claimsOf(deps: Deps, client: Client, accountId: number): Promise<Claims> {
  if (client.claims.length === 0) return {};
  const children = await readClaimed(deps.db, await childrenServed(deps, client, accountId));
  const confirmedMail = client.claims.includes('email') ? await findProvedMail(deps.db, accountId) : undefined;
  return claimsFrom(client.claims, { children, confirmedMail });
}

/** These children with their keys and their guardian's. */
async function readClaimed(db: Db, children: readonly Child[]): Promise<readonly ClaimedChild[]> {
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
