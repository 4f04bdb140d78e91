import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lettersCommand } from '../src/letters/command.js';
import { makeDeps } from './harness.js';
import { readPdf } from './pdf.js';
import { addParent, jeanMoulin } from './world.js';

test('letters: what it says, what it gives to programs, what it refuses', async (t) => {
  const deps = await makeDeps();
  const cwd = await mkdtemp(join(tmpdir(), 'fratrie-letters-'));
  t.after(() => rm(cwd, { recursive: true }));
  const run = async (...argv: string[]) => {
    const said = { out: '', err: '' };
    const code = await lettersCommand(deps, argv, {
      cwd,
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
    });
    return { code, ...said };
  };
  const parent = await addParent(deps, jeanMoulin, 'Zoé', { state: 'to_activate', identity: { firstName: '王' } });
  const undated = await addParent(deps, jeanMoulin, 'Adam', { state: 'to_activate' });
  await deps.db.updateTable('pupilRecord').set({ birthDate: null }).where('id', '=', undated.pupilId).execute();

  for (const [argv, mistake] of [
    [[], /--school/],
    [['--school', jeanMoulin], /--out/],
    [['--school', jeanMoulin, '--out', 'a.pdf', '--all'], /--all/],
    [['--school', jeanMoulin, '--out', 'a.pdf', '--format', 'a6'], /--format : a4, a5, a5x2/],
    [['--school', jeanMoulin, '--out', 'a.pdf', '--situation', 'perdue'], /« perdue » n’existe pas/],
  ] as const) {
    const asked = await run(...argv);
    assert.equal(asked.code, 2);
    assert.match(asked.err, mistake);
    assert.match(asked.err, /Usage :/);
  }
  const unknown = await run('--school', '0339999Z', '--out', 'a.pdf');
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /L’école 0339999Z n’existe pas/);
  const division = await run('--school', jeanMoulin, '--division', '6e Z', '--out', 'a.pdf');
  assert.equal(division.code, 1);
  assert.match(division.err, /n’a un enfant en 6e Z/);

  const first = await run('--school', jeanMoulin.toLowerCase(), '--out', 'a.pdf');
  assert.deepEqual([first.code, first.err], [0, '']);
  assert.match(first.out, new RegExp(`^1 lettre faite, 1 page : ${join(cwd, 'a.pdf')}\n`));
  assert.match(first.out, /aucun enfant avec une date de naissance : 1 compte\./);
  assert.match(first.out, new RegExp(`à compléter : Adam BENALI \\(compte ${undated.identifier}\\)`));
  assert.match(first.out, /un signe ne peut pas être imprimé \(王\)/);

  const named = await run('--school', jeanMoulin, '--account', ` ${parent.identifier.toUpperCase()}`, '--out', 'b.pdf');
  assert.equal(named.code, 1);
  assert.match(named.err, /une lettre est encore valable/);

  const json = await run('--school', jeanMoulin, '--reissue', '--out', 'b.pdf', '--json');
  assert.deepEqual([json.code, json.err], [0, '']);
  const { notes, ...counts } = JSON.parse(json.out) as Record<string, unknown> & { notes: { letter: string }[] };
  assert.deepEqual(counts, {
    school: jeanMoulin,
    letters: 1,
    activation: 1,
    recovery: 0,
    replaced: 1,
    pages: 1,
    file: join(cwd, 'b.pdf'),
    skipped: { no_birth_date: 1 },
    incomplete: [undated.identifier],
  });
  const { pages } = await readPdf(await readFile(join(cwd, 'b.pdf')));
  assert.deepEqual(notes, [{ letter: notes[0]?.letter, kind: 'signs_replaced', signs: ['王'] }]);
  assert.ok(pages[0]?.text.includes(notes[0]?.letter ?? 'nothing'));
  // Neither names nor secrets for programs: a log may keep what they print.
  assert.doesNotMatch(json.out, /BENALI|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);

  const fresh = await run('--school', jeanMoulin, '--situation', 'nouveaux', '--format', 'a5x2', '--out', 'c.pdf');
  assert.match(fresh.out, /Aucune lettre à faire/);
  const nobody = await run('--school', jeanMoulin, '--out', 'c.pdf', '--json');
  assert.equal(nobody.code, 0);
  assert.deepEqual((JSON.parse(nobody.out) as Record<string, unknown>).file, null);
  const again = await run('--school', jeanMoulin, '--reissue', '--out', 'b.pdf');
  assert.equal(again.code, 1);
  assert.match(again.err, /existe déjà/);
  assert.deepEqual((await readdir(cwd)).sort(), ['a.pdf', 'b.pdf']);
});
