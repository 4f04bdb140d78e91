// Imports a delivery: reads it into staging in small statements, then plans, checks and applies in one transaction.
import { makeAccounts } from '../accounts/actions.js';
import { inTransaction } from '../audit/actions.js';
import type { Tx } from '../db/open.js';
import { tellLinks } from '../db/outbox.js';
import {
  applyLinks,
  applyPeople,
  applySchools,
  lockPlannedAccounts,
  raiseTouchedVersions,
  writeImportRun,
} from '../db/roster-apply.js';
import {
  countEndings,
  countPlan,
  digestPlan,
  findHomeless,
  type PlanFigures,
  planChildless,
} from '../db/roster-figures.js';
import { findSchools, lockSchools, type PlannedSchool, planRoster, type Run } from '../db/roster-plan.js';
import { analyseRegister, beginStaging, endStaging } from '../db/staging.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import type { RegisterSource } from '../people/rules.js';
import { DeliveryRefused, type Finding, Findings } from './findings.js';
import type { ImportOrder, ImportRefused } from './order.js';
import { readInThread } from './reading-thread.js';
import {
  changesNothing,
  dropRefusals,
  type ImportReport,
  isAccepted,
  isSame,
  makeReport,
  schoolRefusals,
} from './report.js';
import type { Roster } from './roster.js';
import { stage } from './stage.js';

/** Imports, or with `dryRun` only tells what an import would do. A refusal changes nothing. */
export async function importRoster(deps: Deps, order: ImportOrder): Promise<Outcome<ImportReport, ImportRefused>> {
  const findings = new Findings();
  try {
    const { timeZone } = deps.config;
    const { roster, close } = await readInThread(
      order,
      { today: civilDateOf(deps.now(), timeZone), timeZone },
      findings,
    );
    try {
      return await importThrough(deps, order, roster, findings);
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof DeliveryRefused) return stop([error.finding], findings);
    throw error;
  }
}

const manyRows = 1000;

function stop(reasons: readonly Finding[], findings: Findings): Outcome<never, ImportRefused> {
  return refused({ reasons, report: makeReport([], undefined, findings, []) });
}

async function importThrough(
  deps: Deps,
  order: ImportOrder,
  roster: Roster,
  findings: Findings,
): Promise<Outcome<ImportReport, ImportRefused>> {
  const runId = await beginStaging(deps.db, deps.now());
  try {
    const run = await stage(deps, order, roster, findings, runId);
    const result = await inTransaction(deps, async (tx, record): Promise<Outcome<Planned, readonly Finding[]>> => {
      const forbidden = order.dryRun ? undefined : await order.mayApply?.(tx);
      if (forbidden !== undefined) return refused([forbidden]);
      const planned = await plan(tx, deps, order, roster, run);
      if (!planned.ok) return planned;
      const report = tellPlan(planned.value, findings);
      if (order.dryRun) {
        await order.looked?.(tx, report);
        return planned;
      }
      if (order.shown !== undefined && !isSame(order.shown, report)) return refused([changedSince]);
      if (!planned.value.writes) {
        await order.applied?.(tx, report, undefined);
        return planned;
      }
      const now = deps.now();
      await lockPlannedAccounts(tx, run);
      await applySchools(tx, run, roster.head.exportedAt, now);
      await applyPeople(tx, run, now);
      await applyLinks(tx, now);
      await raiseTouchedVersions(tx);
      const accountsCreated = await makeAccounts(tx, deps, now);
      await tellLinks(tx, composeUuid(deps.random(16)), now);
      const staffId = order.operator.type === 'staff' ? order.operator.staffId : null;
      const importId = await writeImportRun(tx, run, { exportedAt: roster.head.exportedAt, now, staffId, report });
      const own = order.ownRegister === true ? report.schools[0] : undefined;
      record({
        kind: 'register_imported',
        actor: order.operator,
        data: {
          ...{ importId, schools: report.schools, accountsCreated },
          ...(own === undefined ? {} : { school: own }),
          pupils: moved(report.pupils),
          guardians: moved(report.guardians),
        },
      });
      await order.applied?.(tx, report, importId);
      return planned;
    });
    if (!result.ok) return stop(result.why, findings);
    if (!order.dryRun && result.value.figures.links.added > manyRows) await analyseRegister(deps.db);
    return done(tellPlan(result.value, findings));
  } finally {
    await endStaging(deps.db, runId);
  }
}

const moved = ({ added, changed, ended }: ImportReport['pupils']) => ({ added, changed, ended });

const changedSince: Finding = {
  severity: 'refuse',
  code: 'CHANGED_SINCE',
  file: null,
  line: null,
  sentence: 'La base a changé depuis la vérification : rien n’est chargé.',
};

function tellPlan(
  { digest, source, schools, figures, findings: rejected, asked }: Planned,
  findings: Findings,
): ImportReport {
  const report = makeReport(schools, figures, findings, rejected, asked, source);
  return digest === undefined ? report : { ...report, digest };
}

type Planned = {
  readonly digest: string | undefined;
  readonly source: RegisterSource;
  readonly schools: readonly string[];
  readonly figures: PlanFigures;
  readonly findings: readonly Finding[];
  /** What somebody had to accept for this delivery to be loaded. */
  readonly asked: readonly Finding[];
  /** False when the register, its sources and its dates are already as the delivery says. */
  readonly writes: boolean;
};

async function plan(
  tx: Tx,
  deps: Deps,
  order: ImportOrder,
  roster: Roster,
  run: Run,
): Promise<Outcome<Planned, readonly Finding[]>> {
  const { head } = roster;
  await lockSchools(
    tx,
    (await findSchools(tx, run, order.school)).map((school) => school.uai),
  );
  const schools = await findSchools(tx, run, order.school);
  if (order.school !== undefined && schools.length === 0)
    return refused([
      {
        severity: 'refuse',
        code: 'SCHOOL_MISMATCH',
        file: null,
        line: null,
        sentence: `Ces fichiers ne contiennent pas l’établissement ${order.school}.`,
      },
    ]);
  const refusals = schoolRefusals(schools, head, deps.config.timeZone);
  if (refusals.some((one) => !isAccepted(one, order)))
    return refused(refusals.filter((one) => !isAccepted(one, order)));
  await planRoster(tx, run, order.school);
  const figures = { ...(await countPlan(tx, run)), childless: await planChildless(tx) };
  const drops = dropRefusals(await countEndings(tx, run));
  if (drops.length > 0 && !order.acceptDrop) return refused(drops);
  const homeless = await findHomeless(tx, run);
  return done({
    digest: order.ownRegister === true ? await digestPlan(tx) : undefined,
    source: head.source,
    schools: schools.map((school) => school.uai),
    figures,
    asked: [...refusals, ...drops],
    writes: !changesNothing(figures) || schools.some((school) => !isUpToDate(school, roster, run)),
    findings: homeless.map((pupil) => ({
      severity: 'error',
      code: 'SCHOOL_UNKNOWN',
      file: roster.fileName(pupil.file),
      line: pupil.line,
      sentence: `Élève ${pupil.key} : son établissement (clé ${pupil.school}) n’est ni dans ces fichiers ni connu de Fratrie. La fiche est rejetée.`,
    })),
  });
}

function isUpToDate(school: PlannedSchool, { head }: Roster, run: Run): boolean {
  if (!school.known || (head.source === 'aaf' && !school.keyed)) return false;
  if (!run.hasPupils) return true;
  return (
    school.registerSource === head.source &&
    (head.exportedAt === null || head.exportedAt.getTime() === school.registerExportedAt?.getTime())
  );
}
