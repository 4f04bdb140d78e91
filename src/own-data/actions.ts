// « Mes données »: everything held about the owner of an account.
import { inTransaction } from '../audit/actions.js';
import { childrenOf } from '../db/children.js';
import { ownCorrections, ownRecords } from '../db/corrections.js';
import { type OwnRow, readOwnRows } from '../db/own-data.js';
import type { Deps } from '../deps.js';
import { networkNameOf } from '../look/actions.js';
import type { ParentSession } from '../signin/rules.js';
import {
  type OwnDataEntry,
  type OwnDataFile,
  type OwnDataFormat,
  type OwnDataSection,
  ownDataSections,
  ownDataVersion,
} from './rules.js';

/** The reading is noted in the plain log, as every reading of people's data that leaves the site. */
export async function readOwnData(
  deps: Deps,
  session: ParentSession,
  read: { readonly as: OwnDataFormat | 'page'; readonly address: string },
): Promise<OwnDataFile> {
  const { accountId } = session;
  const rows = await inTransaction(deps, async (tx) => {
    const found = new Map(await readOwnRows(tx, accountId));
    const records = await ownRecords(tx, accountId);
    found.set(
      'records',
      records.map(({ schoolName: school, guardianId: _, schoolUai: __, goneAt: until, ...written }) => ({
        school,
        ...written,
        until,
      })),
    );
    found.set('children', (await childrenOf(tx, accountId)).map(childRow));
    const corrections = await ownCorrections(tx, accountId);
    found.set(
      'corrections',
      corrections.map(({ schoolName: school, ...asked }) => ({ school, ...asked })),
    );
    return found;
  });
  deps.log.info({ account: accountId, session: session.id, as: read.as, address: read.address }, 'own data read');
  const data = Object.fromEntries(ownDataSections.map((section) => [section, (rows.get(section) ?? []).map(entryOf)]));
  return {
    format: 'fratrie-own-data',
    version: ownDataVersion,
    madeAt: deps.now().toISOString(),
    network: await networkNameOf(deps),
    data: data as Record<OwnDataSection, OwnDataEntry[]>,
  };
}

const childRow = (child: Awaited<ReturnType<typeof childrenOf>>[number]): OwnRow => ({
  school: child.schoolName,
  firstName: child.firstName,
  familyName: child.familyName,
  usageName: child.usageName,
  birthDate: child.birthDate,
  division: child.division,
  kinship: child.kinship,
  level: child.level,
  since: child.since,
});

const entryOf = (row: OwnRow): OwnDataEntry =>
  Object.fromEntries(
    Object.entries(row).map(([field, value]) => [field, value instanceof Date ? value.toISOString() : (value ?? null)]),
  );
