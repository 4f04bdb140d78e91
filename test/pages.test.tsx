// The markup of every sample page: what no page may hold, and what every page must.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { translator } from '../src/i18n/translator.js';
import { SignInPage } from '../src/signin/pages.js';
import { ChildLine } from '../src/web/children.js';
import { TextArea } from '../src/web/fields.js';
import { Page } from '../src/web/layout.js';
import { Identifier } from '../src/web/names.js';
import { renderPage } from '../src/web/render.js';
import { parentAt, samples, signedOut } from './gallery-pages.js';

const pages = Object.entries(samples).map(([name, make]) => [name, renderPage(make())] as const);
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '');

test('no page holds an inline style, an inline script or a handler', () => {
  for (const [name, html] of pages) {
    assert.doesNotMatch(html, /<[^>]*\sstyle[\s=>]/, name);
    assert.doesNotMatch(html, /<[^>]*\son[a-z]+=/, name);
    assert.doesNotMatch(html, /<style|<script(?![^>]*\ssrc="\/a\/[^"]+"[^>]*><\/script>)/, name);
    assert.doesNotMatch(html, /javascript:|\[object |undefined|NaN/, name);
  }
});

test('every page has a language, a direction, one title of its own and one h1', () => {
  const titles = new Map<string, string>();
  for (const [name, html] of pages) {
    assert.match(html, /^<!doctype html><html lang="fr" dir="ltr"/, name);
    assert.equal(all(html, /<h1[\s>]()/g).length, 1, `${name}: one h1`);
    assert.equal(all(html, /<main[\s>]()/g).length, 1, `${name}: one main`);
    const [title = ''] = all(html, /<title>([^<]*)<\/title>/g);
    assert.match(title, /\S – Fratrie$/, name);
    titles.set(name, title);
  }
  assert.match(titles.get('sign-in-error') ?? '', /^Erreur\u00a0: /);
  assert.match(titles.get('sign-in-throttled') ?? '', /^Erreur\u00a0: /);
  assert.doesNotMatch(titles.get('sign-in') ?? '', /Erreur/);
});

test('ids are unique, and every label, description and link within the page finds its own', () => {
  for (const [name, html] of pages) {
    const ids = all(html, /\sid="([^"]*)"/g);
    assert.equal(new Set(ids).size, ids.length, `${name}: ${ids}`);
    const wanted = [
      ...all(html, /\sfor="([^"]*)"/g),
      ...all(html, /aria-describedby="([^"]*)"/g).flatMap((list) => list.split(' ')),
      ...all(html, /href="#([^"]+)"/g),
    ];
    for (const id of wanted) assert.ok(ids.includes(id), `${name}: #${id}`);
    for (const input of html.match(/<(?:input|select|textarea)\s[^>]*>/g) ?? []) {
      if (/type="(hidden|checkbox|radio)"|\shidden/.test(input)) continue;
      const [id = ''] = all(input, /\sid="([^"]*)"/g);
      assert.ok(html.includes(`for="${id}"`), `${name}: ${input} has no label`);
    }
  }
});

test('every post carries the session’s token; a password never comes back', () => {
  for (const [name, html] of pages) {
    for (const form of html.match(/<form[\s\S]*?<\/form>/g) ?? []) {
      if (/^<form[^>]* data-carried/.test(form)) {
        assert.doesNotMatch(form, /_csrf/, `${name}: the token goes to another site`);
        continue;
      }
      if (form.includes('method="get"')) continue;
      assert.match(form, /<input type="hidden" name="_csrf" value="token"/, name);
    }
    for (const input of html.match(/<input[^>]*type="password"[^>]*>/g) ?? [])
      assert.doesNotMatch(input, /\svalue=/, name);
  }
});

test('one task, one filled button', () => {
  for (const [name, html] of pages) assert.ok(all(html, /class="button"()/g).length <= 1, name);
});

test('a parents’ page stays under its weight', () => {
  for (const [name, html] of pages) {
    const weight = brotliCompressSync(html).length;
    assert.ok(weight <= 4096, `${name}: ${weight} bytes`);
  }
});

test('what a school file or a person wrote is text, never markup', () => {
  const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
  const html = renderPage(
    <Page view={parentAt('/x')} title={evil} errors={[{ field: '"><b>', message: evil }]}>
      <ChildLine child={{ firstName: evil, familyName: evil, division: evil, schoolName: evil, position: 0 }} />
      <Identifier>{evil}</Identifier>
      <TextArea name="reason" label={evil} value={`</textarea>${evil}`} />
    </Page>,
  );
  assert.doesNotMatch(html, /<script>|<img|<b>|<\/textarea>&lt;script/i);
  const signIn = renderPage(<SignInPage view={signedOut} idleMinutes={30} identifier={evil} />);
  assert.match(signIn, /value="&lt;script>|value="&lt;script&gt;/);
  assert.doesNotMatch(signIn, /<script>/);
});

test('French typography reaches the text of a page, and leaves what a person typed alone', () => {
  const html = renderPage(
    <Page view={signedOut} title="Vous l'avez ?">
      <p>Vraiment ? « Oui » : 50 %</p>
      <TextArea name="reason" label="Pourquoi ?" value={"J'ai dit : non !"} />
    </Page>,
  );
  assert.ok(html.includes('<p>Vraiment\u202f? «\u202fOui\u202f»\u00a0: 50\u00a0%</p>'));
  assert.ok(html.includes('>Pourquoi\u202f?</label>'));
  assert.ok(html.includes(`>J'ai dit : non !</textarea>`));
});

test('a number stays on the line of what it counts, in every language; a year and an example do not', () => {
  const html = renderPage(
    <Page view={signedOut} title="Essai">
      <p>12 signes, le 14 septembre 2026 au soir. Exemple : m.durand12 ou 3 9 2015 à 18:42 précises</p>
    </Page>,
  );
  assert.ok(
    html.includes('<p>12\u00a0signes, le 14\u00a0septembre 2026 au soir. Exemple\u00a0: m.durand12 ou 3 9 2015'),
  );
  assert.ok(html.includes('18:42 précises</p>'));
  const arabic = translator('ar');
  const page = renderPage(
    <Page view={{ ...signedOut, t: arabic }} title="x">
      {arabic('activation.tries', { tries: 11 })}
    </Page>,
  );
  assert.match(page, /11\u00a0\p{L}/u);
  assert.ok(renderPage(<p>14 сентября 2026 г. в 18:42</p>).includes('14\u00a0сентября 2026\u00a0г. в 18:42'));
});

test('what stands in one piece keeps the full stop after it', () => {
  const { t } = signedOut;
  const said = (rich: ReturnType<typeof t.rich>) => renderPage(<p>{rich}</p>).replace('<!doctype html>', '');
  const identifier = <Identifier>n.benali4827</Identifier>;
  assert.match(
    said(t.rich('grouping.you-keep', { identifier })),
    /^<p>Vous gardez <span class="whole"><bdi.*<\/bdi>\.<\/span><\/p>$/,
  );
  assert.match(said(t.rich('accounts.closing', { identifier })), /^<p><bdi[^>]*>.*<\/bdi> va fermer<\/p>$/);
  assert.match(said(t.rich('grouping.prefer', { identifier })), /<\/bdi>\u202f\?<\/span><\/p>$/);
  assert.doesNotMatch(said(t.rich('grouping.you-keep', { identifier: <b>x</b> })), /whole/);
});

test('names, identifiers and telephones keep their direction in a page of another language', () => {
  const html = renderPage(samples['grouping-check']?.() ?? <p />);
  assert.ok(html.includes('<bdi lang="fr" dir="ltr" translate="no">Yanis BENALI</bdi>'));
  assert.match(html, /<bdi dir="ltr" translate="no" class="code">n\.<wbr\/?>benali<wbr\/?>4827<\/bdi>/);
  assert.ok(html.includes('<a href="tel:0536491230"><bdi dir="ltr">'));
});
