// The network's look: colours that can be read, drawings that only draw, and a draft that nobody else sees.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/app.js';
import {
  contrastOf,
  day as dayGrounds,
  leastContrast,
  night as nightGrounds,
  readColour,
  styleSheet,
} from '../src/look/rules.js';
import { logoBytes, readLogo } from '../src/look/svg.js';
import { contrast } from './contrast.js';
import { onBothDatabases } from './harness.js';
import { openSecretary } from './secretary.js';
import { tokens } from './tokens.js';
import { openVisitor } from './visitor.js';
import { jeanMoulin } from './world.js';

test('a pale colour is refused with its contrast, and one beside it that passes', () => {
  assert.deepEqual(readColour('#6B1C4F'), { ok: true, value: '#6b1c4f' });
  assert.deepEqual(readColour(''), { ok: true, value: null });
  assert.equal(readColour('rouge').ok, false);
  for (const pale of ['#ffaa00', '#7fb2e5', '#ffffff', '#8a8a8a', '#2255aa']) {
    const read = readColour(pale);
    assert.ok(!read.ok && read.why.why === 'too_pale', pale);
    assert.ok(read.why.contrast < leastContrast);
    assert.equal(readColour(read.why.nearby).ok, true, `${read.why.nearby} beside ${pale}`);
  }
});

const { light, dark } = tokens();
const named = (scheme: ReadonlyMap<string, string>, name: string): string => {
  const value = scheme.get(name);
  assert.ok(value, name);
  return value;
};

test('the rules of the look stand on the colours of the style', () => {
  const [paper, sheet] = [named(light, 'paper'), named(light, 'sheet')];
  assert.deepEqual(dayGrounds, { paper, sheet, railText: named(light, 'rail-on') });
  assert.deepEqual(nightGrounds, {
    paper: named(dark, 'paper'),
    sheet: named(dark, 'sheet'),
    rail: named(dark, 'rail'),
  });
});

test('all that is made of a colour can be read, by day and by night', () => {
  for (const colour of ['#6b1c4f', '#000091', '#6b4700', '#0a5a33', '#8f0049', '#000000']) {
    assert.equal(readColour(colour).ok, true);
    const [day = '', night = ''] = styleSheet(colour).split('@media');
    const token = (sheet: string, name: string) => new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(sheet)?.[1] ?? '';
    const pairs: readonly [string, string][] = [
      [token(day, 'brand'), named(light, 'sheet')],
      [token(day, 'brand'), named(light, 'paper')],
      [token(day, 'brand'), token(day, 'tint')],
      [token(day, 'press'), token(day, 'on')],
      [token(day, 'rail'), named(light, 'rail-on')],
      [token(night, 'brand'), named(dark, 'paper')],
      [token(night, 'brand'), named(dark, 'sheet')],
      [token(night, 'brand'), token(night, 'tint')],
      [token(night, 'brand'), token(night, 'on')],
      [token(night, 'tint'), named(dark, 'ink')],
      [token(night, 'press'), token(night, 'on')],
    ];
    for (const [one, other] of pairs) assert.ok(contrast(one, other) >= 7, `${colour}: ${one} on ${other}`);
  }
  assert.ok(Math.abs(contrastOf('#6b1c4f', '#ffffff') - contrast('#6b1c4f', '#ffffff')) < 1e-9);
});

const svg = (inside: string, more = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${more}>${inside}</svg>`);
const circle = '<circle cx="5" cy="5" r="4" fill="#6b1c4f"/>';

test('of a drawing only what draws is left', () => {
  const kept = (inside: string, more = '') => {
    const read = readLogo(svg(inside, more));
    return read.ok ? read.value : read.why;
  };
  assert.equal(
    kept(circle),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#6b1c4f"></circle></svg>',
  );
  const hostile = [
    '<script>alert(1)</script>',
    '<g onclick="alert(1)"/>',
    '<style>@import url(https://mal.exemple/x.css)</style>',
    '<image href="https://mal.exemple/x.png"/>',
    '<use href="https://mal.exemple/x.svg#a"/>',
    '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>',
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<set attributeName="onload" to="alert(1)"/>',
    '<rect fill="url(https://mal.exemple/x)"/>',
    '<rect style="background:url(https://mal.exemple/x)"/>',
    '<rect xmlns:x="http://www.w3.org/1999/xlink" x:href="https://mal.exemple"/>',
    '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    '<text>alert(1)</text>',
    '<rect id="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"/>',
  ];
  for (const inside of hostile) {
    const made = kept(circle + inside);
    assert.match(made, /^<svg/, inside);
    assert.doesNotMatch(made, /script|alert|mal\.exemple|href|style|onload|onclick|xhtml|text/i, inside);
  }
  assert.match(kept(`${circle}<rect fill="url(#a)"/>`), /url\(#a\)/, 'its own parts may be named');
  assert.doesNotMatch(kept(circle, ' onload="alert(1)"'), /alert/);
});

test('what is no drawing is refused with the reason', () => {
  const why = (bytes: Uint8Array) => {
    const read = readLogo(bytes);
    return read.ok ? 'taken' : read.why;
  };
  assert.match(why(Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]>${svg(circle)}`)), /DTD/);
  assert.match(why(Buffer.from('<svg')), /bien formé/);
  assert.match(why(Buffer.from('<html xmlns="http://www.w3.org/1999/xhtml"/>')), /<svg>/);
  assert.match(why(Buffer.from(String(svg(circle)).replace('viewBox="0 0 10 10"', ''))), /viewBox/);
  assert.match(why(svg('<image href="x"/>')), /rien ne s’y voit/);
  assert.match(why(svg('<g>'.repeat(20) + '</g>'.repeat(20))), /profond/);
  assert.match(why(Buffer.alloc(logoBytes + 1, ' ')), /32 ko/);
  assert.match(why(Buffer.from([0xff, 0xfe])), /UTF-8/);
});

onBothDatabases('a look is drafted, looked at, then worn by every page; a drawing may do nothing', async (deps) => {
  const app = await createApp(deps);
  const { page, visitor } = await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' });
  const form = await page.follow('Apparence');
  const pale = await form.send({ colour: '#ffaa00' }, 'Voir ce que cela donne');
  assert.match(pale.words, /contraste est de 1,\d, il faut 7\b/);
  const preview = await pale.send(
    { name: 'Académie de Bordeaux', colour: '#1f4b99', logo: String(svg(`${circle}<script>alert(1)</script>`)) },
    'Voir ce que cela donne',
  );
  assert.equal(preview.heading, 'Ce que cela donne', preview.words);
  const sheet = /href="(\/apparence\/[\w-]+\/couleurs\.css)"/.exec(preview.html)?.[1] ?? '';
  const parents = openVisitor(app);
  assert.doesNotMatch((await parents.visit('/connexion')).html, /apparence/, 'a draft is worn by nobody');
  await preview.send({}, 'Appliquer à tous');
  deps.clock.advance({ seconds: 3 });
  const signIn = await parents.visit('/connexion');
  assert.match(signIn.words, /Académie de Bordeaux/);
  assert.ok(signIn.html.includes(sheet));
  const colours = await app.inject(sheet);
  assert.match(colours.body, /--brand:#1f4b99/);
  assert.match(String(colours.headers['cache-control']), /immutable/);
  const drawing = await app.inject(sheet.replace('couleurs.css', 'logo.svg'));
  assert.equal(drawing.headers['content-type'], 'image/svg+xml; charset=utf-8');
  assert.equal(drawing.headers['content-security-policy'], "default-src 'none'; sandbox");
  assert.doesNotMatch(drawing.body, /script/);
  assert.equal((await app.inject(sheet.replace('couleurs', 'autres'))).statusCode, 404);
  const head = await openSecretary(deps, app, jeanMoulin, { mail: 'chef@exemple.fr', role: 'head' });
  assert.ok(head.page.html.includes(sheet), 'a desk wears it too');
  const choice = await visitor.visit('/ecole/etablissement');
  assert.match(choice.words, /Académie de Bordeaux/, 'an operator chooses the network by its new name');
  const acts = await deps.db.selectFrom('auditEvent').select('data').where('kind', '=', 'network_set').execute();
  assert.equal(acts.length, 1);
});
