// Imports a delivery: reads it into staging in small statements, then plans, checks and applies in one transaction.
import { makeAccounts } from '../accounts/actions.js';
import { inTransaction } from '../audit/actions.js';
import { applyLinks, applyPeople, applySchools, lockPlannedAccounts, raiseTouchedVersions, writeImportRun, } from '../db/roster-apply.js';
import { countEndings, countPlan, findHomeless } from '../db/roster-figures.js';
import { findSchools, lockSchools, planRoster } from '../db/roster-plan.js';
import { analyseRegister, analyseStaging, beginStaging, endStaging, stageRows } from '../db/staging.js';
import { checkStaging, countStaged } from '../db/staging-checks.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, refused } from '../kernel/outcome.js';
import { openDelivery } from './delivery.js';
import { DeliveryRefused, Findings } from './findings.js';
import { recognise } from './recognise.js';
import { changesNothing, dropRefusals, faultFinding, makeReport, schoolRefusals } from './report.js';
import { emptyBatch } from './roster.js';
/** Imports, or with `dryRun` only tells what an import would do. A refusal changes nothing. */
export async function importRoster(deps, order) {
    const findings = new Findings();
    try {
        const delivery = await openDelivery(order.paths);
        try {
            for (const finding of delivery.findings)
                findings.add(finding);
            const roster = await recognise(delivery, order, {
                findings,
                today: civilDateOf(deps.now(), deps.config.timeZone),
                timeZone: deps.config.timeZone,
            });
            return await importThrough(deps, order, roster, findings);
        }
        finally {
            await delivery.close();
        }
    }
    catch (error) {
        if (error instanceof DeliveryRefused)
            return stop([error.finding], findings);
        throw error;
    }
}
const manyRows = 1000;
function stop(reasons, findings) {
    return refused({ reasons, report: makeReport([], undefined, findings, []) });
}
async function importThrough(deps, order, roster, findings) {
    const runId = await beginStaging(deps.db, deps.now());
    try {
        const run = await stage(deps, order, roster, findings, runId);
        const result = await inTransaction(deps, async (tx, record) => {
            const planned = await plan(tx, deps, order, roster, run);
            if (!planned.ok || order.dryRun || !planned.value.writes)
                return planned;
            const report = makeReport(planned.value.schools, planned.value.figures, findings, planned.value.findings);
            const now = deps.now();
            await lockPlannedAccounts(tx, run);
            await applySchools(tx, run, roster.head.exportedAt, now);
            await applyPeople(tx, run, now);
            await applyLinks(tx, now);
            await raiseTouchedVersions(tx);
            const accountsCreated = await makeAccounts(tx, deps, now);
            const staffId = order.operator.type === 'staff' ? order.operator.staffId : null;
            const importId = await writeImportRun(tx, run, { exportedAt: roster.head.exportedAt, now, staffId, report });
            record({
                kind: 'register_imported',
                actor: order.operator,
                data: { importId, schools: report.schools, accountsCreated },
            });
            return planned;
        });
        if (!result.ok)
            return stop(result.why, findings);
        if (!order.dryRun && result.value.figures.links.added > manyRows)
            await analyseRegister(deps.db);
        return done(makeReport(result.value.schools, result.value.figures, findings, result.value.findings));
    }
    finally {
        await endStaging(deps.db, runId);
    }
}
/** Reads the delivery into staging: one batch is laid while the next is read. Then checks it as a whole. */
async function stage(deps, order, roster, findings, runId) {
    const { head } = roster;
    const run = {
        id: runId,
        source: head.source,
        hasGuardians: true,
        hasPupils: true,
        spansSchools: head.uai === null,
    };
    if (head.uai !== null) {
        const own = { sourceId: head.uai, scope: head.uai, uai: head.uai, name: head.uai, kind: 'other' };
        const school = { ...own, addressLines: '', town: '', phone: '', file: 0, line: 0 };
        await stageRows(deps.db, runId, { ...emptyBatch(), schools: [school] });
        // Before hundreds of megabytes are read; looked at again behind the school's lock.
        const refusals = schoolRefusals(await findSchools(deps.db, run, undefined), head, order, deps.config.timeZone);
        for (const finding of refusals.slice(0, 1))
            throw new DeliveryRefused(finding.code, finding.file, finding.line, finding.sentence);
    }
    let laid = Promise.resolve();
    try {
        for await (const batch of roster.batches) {
            await laid;
            laid = stageRows(deps.db, runId, batch);
            // Awaited below; until then a failure must not count as nobody's.
            laid.catch(() => { });
        }
        await laid;
    }
    finally {
        await laid.catch(() => { });
    }
    await analyseStaging(deps.db);
    const hasGuardians = roster.hasGuardians();
    for (const fault of await checkStaging(deps.db, runId, hasGuardians))
        findings.add(faultFinding(fault, roster.fileName(fault.file)));
    return { ...run, hasGuardians, hasPupils: await judge(deps, roster, findings, runId) };
}
/** Tells whether the delivery, as a whole, may end what it does not name. */
async function judge(deps, roster, findings, runId) {
    const staged = await countStaged(deps.db, runId);
    const at = { file: null, line: null };
    if (staged.left > 0)
        findings.add({
            ...at,
            severity: 'inform',
            code: 'PUPIL_LEFT',
            sentence: `${staged.left} élèves du fichier ont quitté l’établissement : ils n’y sont plus comptés.`,
        });
    if (roster.head.source === 'siecle')
        return true;
    if (staged.pupils === 0 && staged.guardians > 0)
        throw new DeliveryRefused('FILE_MISSING', null, null, 'Cette livraison a des responsables (PersRelEleve) mais aucun élève : ajoutez les fichiers « Eleve ».');
    if (staged.pupils > 0 && !roster.hasGuardians())
        findings.add({
            ...at,
            severity: 'warn',
            code: 'GUARDIANS_ABSENT',
            sentence: 'Cette livraison n’a pas de responsables (PersRelEleve) : les élèves sont chargés, aucun compte n’est créé, les responsables déjà connus restent comme ils sont.',
        });
    return staged.pupils > 0;
}
async function plan(tx, deps, order, roster, run) {
    const { head } = roster;
    await lockSchools(tx, (await findSchools(tx, run, order.school)).map((school) => school.uai));
    const schools = await findSchools(tx, run, order.school);
    if (order.school !== undefined && schools.length === 0)
        return refused([
            {
                severity: 'refuse',
                code: 'SCHOOL_MISMATCH',
                file: null,
                line: null,
                sentence: `Cette livraison ne contient pas l’établissement ${order.school}.`,
            },
        ]);
    const refusals = schoolRefusals(schools, head, order, deps.config.timeZone);
    if (refusals.length > 0)
        return refused(refusals);
    await planRoster(tx, run, order.school);
    const figures = await countPlan(tx, run);
    const drops = order.acceptDrop ? [] : dropRefusals(await countEndings(tx, run));
    if (drops.length > 0)
        return refused(drops);
    const homeless = await findHomeless(tx, run);
    return done({
        schools: schools.map((school) => school.uai),
        figures,
        writes: !changesNothing(figures) || schools.some((school) => !isUpToDate(school, roster, run)),
        findings: homeless.map((pupil) => ({
            severity: 'error',
            code: 'SCHOOL_UNKNOWN',
            file: roster.fileName(pupil.file),
            line: pupil.line,
            sentence: `Élève ${pupil.key} : son établissement (clé ${pupil.school}) n’est ni dans la livraison ni connu de Fratrie. La fiche est rejetée.`,
        })),
    });
}
function isUpToDate(school, { head }, run) {
    if (!school.known || (head.source === 'aaf' && !school.keyed))
        return false;
    if (!run.hasPupils)
        return true;
    return (school.registerSource === head.source &&
        (head.exportedAt === null || head.exportedAt.getTime() === school.registerExportedAt?.getTime()));
}
