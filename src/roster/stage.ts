// Lays a delivery, as read, into the staging tables, and looks at it as a whole.
import { findSchools, type Run } from '../db/roster-plan.js';
import { analyseStaging, stageRows } from '../db/staging.js';
import { checkStaging, countStaged } from '../db/staging-checks.js';
import { keepKnownKeys } from '../db/staging-keys.js';
import type { Deps } from '../deps.js';
import { DeliveryRefused, type Findings } from './findings.js';
import type { ImportOrder } from './order.js';
import { faultFinding, isAccepted, schoolRefusals } from './report.js';
import { batchSize, emptyBatch, type Roster, type RosterBatch } from './roster.js';

/** Reads the delivery into staging: one batch is laid while the next is read. Then checks it as a whole. */
export async function stage(
  deps: Deps,
  order: ImportOrder,
  roster: Roster,
  findings: Findings,
  runId: number,
): Promise<Run> {
  const { head } = roster;
  const run: Run = {
    id: runId,
    source: head.source,
    hasGuardians: true,
    hasPupils: true,
    spansSchools: head.uai === null,
  };
  if (head.uai !== null) {
    const own = { sourceId: head.uai, scope: head.uai, uai: head.uai, name: head.uai, kind: 'other' } as const;
    const school = { ...own, addressLines: '', town: '', phone: '', file: 0, line: 0 };
    await stageRows(deps.db, runId, { ...emptyBatch(), schools: [school] });
    // Before hundreds of megabytes are read; looked at again behind the school's lock.
    const refusals = schoolRefusals(await findSchools(deps.db, run, undefined), head, deps.config.timeZone);
    for (const finding of refusals.filter((one) => !isAccepted(one, order)).slice(0, 1))
      throw new DeliveryRefused(finding.code, finding.file, finding.line, finding.sentence);
  }
  let laid: Promise<void> = Promise.resolve();
  let rows = 0;
  const lay = async (batch: RosterBatch) => {
    await stageRows(deps.db, runId, batch);
    rows += batchSize(batch);
    await order.whileReading?.(rows);
  };
  try {
    for await (const batch of roster.batches) {
      await laid;
      laid = lay(batch);
      // Awaited below; until then a failure must not count as nobody's.
      laid.catch(() => {});
    }
    await laid;
  } finally {
    await laid.catch(() => {});
  }
  await analyseStaging(deps.db);
  if (head.source === 'onde' && head.uai !== null) await keepKnownKeys(deps.db, runId, head.uai);
  const hasGuardians = roster.hasGuardians();
  for (const fault of await checkStaging(deps.db, runId, hasGuardians))
    findings.add(faultFinding(fault, roster.fileName(fault.file)));
  return { ...run, hasGuardians, hasPupils: await judge(deps, roster, findings, runId) };
}

/** Tells whether the delivery, as a whole, may end what it does not name. */
async function judge(deps: Deps, roster: Roster, findings: Findings, runId: number): Promise<boolean> {
  const staged = await countStaged(deps.db, runId);
  const at = { file: null, line: null } as const;
  if (staged.left > 0)
    findings.add({
      ...at,
      severity: 'inform',
      code: 'PUPIL_LEFT',
      sentence:
        staged.left === 1
          ? '1 élève du fichier a quitté l’établissement : il n’y est plus compté.'
          : `${staged.left} élèves du fichier ont quitté l’établissement : ils n’y sont plus comptés.`,
    });
  if (roster.head.source !== 'aaf') return true;
  if (staged.pupils === 0 && staged.guardians > 0)
    throw new DeliveryRefused(
      'FILE_MISSING',
      null,
      null,
      'Cette livraison a des responsables (PersRelEleve) mais aucun élève : ajoutez les fichiers « Eleve ».',
    );
  if (staged.pupils > 0 && !roster.hasGuardians())
    findings.add({
      ...at,
      severity: 'warn',
      code: 'GUARDIANS_ABSENT',
      sentence:
        'Cette livraison n’a pas de responsables (PersRelEleve) : les élèves sont chargés, aucun compte n’est créé, les responsables déjà connus restent comme ils sont.',
    });
  return staged.pupils > 0;
}
