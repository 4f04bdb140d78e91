// SIECLE of both generations and AAF, from files to neutral rows; every bad row is told with its file and line.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fixture, folderOf, guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml, readDelivery, siecleFile, } from './roster-files.js';
async function accepted(...paths) {
    const read = await readDelivery(...paths);
    assert.ok('rows' in read, JSON.stringify(read));
    return read;
}
const told = ({ findings }) => findings.map(({ severity, code, file, line }) => `${severity} ${code} ${file?.split('/').at(-1) ?? ''}:${line ?? ''}`);
describe('SIECLE', () => {
    it('of today is read whole', async () => {
        const read = await accepted(fixture('siecle-2026'));
        assert.deepEqual(read.head, { source: 'siecle', exportedAt: new Date('2026-09-04T07:10:00Z'), uai: '0330001X' });
        assert.deepEqual(read.rows.pupils.map(({ file, line, schoolKey, ...pupil }) => pupil), [
            {
                sourceId: '9001',
                familyName: 'BENALI',
                usageName: null,
                firstName: 'Yanis',
                birthDate: '2014-04-21',
                sex: 'M',
                ine: '123456789AB',
                division: null,
                present: true,
            },
            {
                sourceId: '9002',
                familyName: 'LEFÈVRE',
                usageName: 'LEFÈVRE-DIALLO',
                firstName: 'Zoé-Cœline',
                birthDate: null,
                sex: 'F',
                ine: null,
                division: null,
                present: true,
            },
            {
                sourceId: '9003',
                familyName: 'PARTI',
                usageName: null,
                firstName: 'Paul',
                birthDate: '2013-01-01',
                sex: null,
                ine: null,
                division: null,
                present: false,
            },
        ]);
        assert.deepEqual(read.rows.divisions, [
            { pupilId: '9001', division: '5 B' },
            { pupilId: '9002', division: '5C' },
        ]);
        assert.deepEqual(read.rows.guardians.map(({ sourceId, civility, usageName, firstName, mail, phone, organisation }) => [
            sourceId,
            civility,
            usageName,
            firstName,
            mail,
            phone,
            organisation,
        ]), [
            ['5001', 'Mme', null, 'Nadia', 'nadia.benali@example.org', '+33639981001', false],
            ['5002', 'M.', null, 'Mamadou', null, null, false],
            ['5003', 'Mme', 'DIALLO', 'Ann?e', null, '+33536499876', false],
            ['5004', null, null, '', null, null, true],
            ['5005', 'Mme', null, 'Anne', null, null, false],
        ]);
        assert.deepEqual(read.rows.links.map(({ pupilId, guardianId, kinship, level, entitling, raw }) => [
            pupilId,
            guardianId,
            kinship,
            level,
            entitling,
            raw,
        ]), [
            ['9001', '5001', '10', 'legal', true, '10$1'],
            ['9002', '5002', '20', 'in_charge', false, '20$2'],
            ['9002', '5003', '10', 'legal', true, '10$1'],
            ['9002', '5004', '51', 'legal', false, '51$1'],
            ['9001', '5099', '20', 'legal', true, '20$1'],
        ]);
        assert.deepEqual(told(read), [
            'warn DATE_INVALID ElevesAvecAdresses.xml:24',
            'warn DIVISION_SEVERAL ElevesAvecAdresses.xml:44',
            'warn MAIL_INVALID ResponsablesAvecAdresses.xml:21',
            'warn NAME_SUSPECT ResponsablesAvecAdresses.xml:28',
        ]);
    });
    it('of before 2018 is read with its own codes', async () => {
        const { rows } = await accepted(fixture('siecle-2009'));
        assert.deepEqual(rows.pupils.map(({ familyName, firstName }) => `${firstName} ${familyName}`), ['Élise NOVAK']);
        assert.deepEqual(rows.links.map(({ guardianId, kinship, level, entitling }) => [guardianId, kinship, level, entitling]), [
            ['81', '20', 'legal', true],
            ['82', '10', 'legal', true],
            ['83', '39', 'contact', false],
        ]);
    });
    it('tells every bad row, and holds what was known of it', async (t) => {
        const folder = await folderOf(t, {
            'e.xml': pupilsFile([
                pupilXml(''),
                pupilXml(1, { PRENOM: '' }),
                pupilXml(2, { NOM_DE_FAMILLE: 'DUP\ufffdR' }),
                pupilXml(3, { ID_NATIONAL: '12', INVENTE: 'x' }),
            ]),
            'r.xml': guardiansFile([guardianXml(''), guardianXml(7, { PRENOM: '.' }), guardianXml(8, { TEL_PORTABLE: '+33 0 00 11 22 33' })], [
                linkXml('', 8),
                linkXml(3, ''),
                linkXml(3, 8, { CODE_PARENTE: '77' }),
                linkXml(3, 8, { NIVEAU_RESPONSABILITE: '9' }),
                linkXml(3, 8, { NIVEAU_RESPONSABILITE: '3', RESP_LEGAL: '1' }),
                linkXml(3, 8, { NIVEAU_RESPONSABILITE: '', CODE_PARENTE: '' }),
            ]),
        });
        const read = await accepted(folder);
        assert.deepEqual(read.rows.held, [
            { kind: 'pupil', sourceId: '1' },
            { kind: 'pupil', sourceId: '2' },
            { kind: 'guardian', sourceId: '7' },
            { kind: 'links', sourceId: '3' },
        ]);
        assert.deepEqual(read.rows.links.map(({ kinship, level, entitling }) => [kinship, level, entitling]), [
            ['77', 'legal', true],
            ['10', 'contact', false],
            ['10', 'contact', false],
            ['', 'contact', false],
        ]);
        const lines = Object.groupBy(told(read), (line) => line.split(' ')[1] ?? '');
        assert.deepEqual(Object.fromEntries(Object.entries(lines).map(([code, all]) => [code, all?.length])), {
            KEY_MISSING: 4,
            NAME_MISSING: 2,
            NAME_SUSPECT: 1,
            INE_CHECK: 1,
            PHONE_INVALID: 1,
            UNKNOWN_ELEMENT: 1,
            LINK_CODE_UNKNOWN: 2,
            LINK_SHAPE: 2,
            LINK_MIXED_GENERATION: 1,
        });
        assert.ok(lines.KEY_MISSING?.every((line) => line.startsWith('error')));
    });
    it('keeps a code of kinship that its own nomenclature lists', async (t) => {
        const folder = await folderOf(t, {
            'n.xml': siecleFile('BEE_NOMENCLATURES', '<LIENS_PARENTE><LIEN_PARENTE CODE_PARENTE="77"><LIBELLE_COURT>X</LIBELLE_COURT></LIEN_PARENTE></LIENS_PARENTE>'),
            'e.xml': pupilsFile([pupilXml(3)]),
            'r.xml': guardiansFile([guardianXml(8)], [linkXml(3, 8, { CODE_PARENTE: '77' })]),
        });
        assert.deepEqual(told(await accepted(folder)), []);
    });
    it('takes the latest of two exports of one kind', async (t) => {
        const folder = await folderOf(t, {
            'ElevesAvecAdresses.xml': pupilsFile([pupilXml(1)], { day: '03/09/2026' }),
            'ElevesSansAdresses.xml': pupilsFile([pupilXml(1), pupilXml(2)], { day: '04/09/2026' }),
        });
        const read = await accepted(folder);
        assert.equal(read.rows.pupils.length, 2);
        assert.deepEqual([...read.codes].sort(), ['FILE_DOUBLE', 'GUARDIANS_ABSENT']);
    });
    it('is refused when its files do not belong together', async (t) => {
        const refusal = async (files) => {
            const read = await readDelivery(await folderOf(t, files));
            assert.ok('code' in read, JSON.stringify(read));
            return read.code;
        };
        const pupils = pupilsFile([pupilXml(1)]);
        const guardians = guardiansFile([guardianXml(8)], [linkXml(1, 8)]);
        assert.equal(await refusal({ 'e.xml': pupils, 'r.xml': guardians.replace('0330001X', '0330002Y') }), 'SCHOOL_MISMATCH');
        assert.equal(await refusal({ 'e.xml': pupils.replace('0330001X', '') }), 'SCHOOL_MISMATCH');
        assert.equal(await refusal({ 'e.xml': pupils, 'r.xml': guardians.replace('2026</ANNEE', '2025</ANNEE') }), 'YEAR_MISMATCH');
        assert.equal(await refusal({ 'r.xml': guardians }), 'FILE_MISSING');
        assert.equal(await refusal({ 's.xml': siecleFile('BEE_STRUCTURES', '') }), 'NOTHING_TO_IMPORT');
        assert.equal(await refusal({ 'e.xml': pupils, 'a.xml': '<ficAlimMENESR/>' }), 'FORMAT_MIXED');
        assert.equal(await refusal({ 'e.xml': pupils, 'r.xml': `${guardians}<x/>` }), 'FILE_NOT_WELL_FORMED');
        const late = await accepted(await folderOf(t, { 'e.xml': pupils, 'r.xml': guardians.replace('04/09/2026', '20/09/2026') }));
        assert.deepEqual(late.codes, ['EXPORTS_APART']);
    });
});
describe('AAF', () => {
    it('is read whole: schools, pupils, guardians, links', async () => {
        const read = await accepted(fixture('aaf'));
        assert.deepEqual(read.head, { source: 'aaf', exportedAt: new Date('2026-08-31T22:00:00Z'), uai: null });
        assert.deepEqual(read.rows.schools.map(({ file, line, ...school }) => school), [
            {
                sourceId: '2001',
                scope: '4',
                uai: '0330002Y',
                name: 'Collège LOUISE MICHEL',
                kind: 'college',
                addressLines: '3 PLACE DU MARCHE\nBP 12',
                town: '33400 TALENCE',
                phone: '+33536494510',
            },
            {
                sourceId: '2003',
                scope: '4',
                uai: '0330003Z',
                name: 'Lycée SIMONE VEIL',
                kind: 'lycee',
                addressLines: '3 PLACE DU MARCHE\nBP 12',
                town: '33400 TALENCE',
                phone: '+33536494510',
            },
        ]);
        assert.deepEqual(read.rows.pupils.map(({ sourceId, schoolKey, firstName, birthDate, division, ine }) => [
            sourceId,
            schoolKey,
            firstName,
            birthDate,
            division,
            ine,
        ]), [
            ['31', '2001', 'Maï-Lan', '2014-01-25', '5 A', '123456789CD'],
            ['32', '2003', 'Hugo', '2010-03-14', '1G2', null],
        ]);
        assert.deepEqual(read.rows.guardians.map(({ sourceId, schoolKey, civility, familyName, usageName, firstName, phone }) => [
            sourceId,
            schoolKey,
            civility,
            familyName,
            usageName,
            firstName,
            phone,
        ]), [
            ['701', null, 'Mme', 'NGUYEN', 'LEFEBVRE', 'Thi Mai', '+33639981011'],
            ['702', null, 'M.', 'LEFEBVRE', null, 'Stéphane', null],
            ['703', null, null, 'ROY', null, 'Paulette', null],
            ['704', null, 'M.', 'SEUL', null, 'Luc', null],
        ]);
        assert.deepEqual(read.rows.links.map(({ pupilId, guardianId, kinship, level, entitling }) => [
            pupilId,
            guardianId,
            kinship,
            level,
            entitling,
        ]), [
            ['31', '701', '10', 'legal', true],
            ['31', '702', '20', 'legal', true],
            ['32', '701', '10', 'legal', true],
            ['32', '703', '39', 'contact', false],
        ]);
        assert.deepEqual(told(read), []);
    });
    const pupils = () => readFile(join(fixture('aaf'), 'Reseau_Complet_20260901_Eleve_0000.xml'), 'latin1');
    const withPupils = async (t, change, name = 'x_Eleve_0000.xml') => await folderOf(t, { [name]: Buffer.from(change(await pupils()), 'latin1') });
    it('tells links and rows that cannot be read', async (t) => {
        const read = await accepted(await withPupils(t, (text) => text
            .replace('701$10$1$1$0$1', '701$10$1$1$0')
            .replace('702$20$0$1$0$0', '31$20$0$1$0$0')
            .replace('<id>32</id>', '<id>33</id>')
            .replace('ENTEleveRegime', 'ENTEleveInvention')));
        assert.deepEqual(read.rows.held, [
            { kind: 'links', sourceId: '31' },
            { kind: 'pupil', sourceId: '33' },
        ]);
        assert.deepEqual(read.rows.links.map(({ guardianId, entitling }) => [guardianId, entitling]), [['31', false]]);
        assert.deepEqual(read.codes, ['LINK_SHAPE', 'KEY_MISMATCH', 'LINK_SELF', 'UNKNOWN_ELEMENT']);
    });
    it('of another kind is refused with its reason', async (t) => {
        const refusal = async (folder) => {
            const read = await readDelivery(folder);
            assert.ok('code' in read, JSON.stringify(read));
            return read.code;
        };
        assert.equal(await refusal(await withPupils(t, (text) => text, 'x_Delta_20260901_Eleve_0000.xml')), 'DELTA_UNSUPPORTED');
        assert.equal(await refusal(await withPupils(t, (text) => text.replaceAll('addRequest', 'modifyRequest'))), 'DELTA_UNSUPPORTED');
        assert.equal(await refusal(await withPupils(t, (text) => text.replaceAll('addRequest', 'deleteRequest'))), 'DELTA_UNSUPPORTED');
        assert.equal(await refusal(await withPupils(t, (text) => text.replaceAll('"sn"', '"ENTPersonNom"'))), 'ROOT_UNKNOWN');
        assert.equal((await accepted(await folderOf(t, { 'x_Eleve_.xml': '<ficAlimMENESR/>' }))).rows.pupils.length, 0);
    });
});
