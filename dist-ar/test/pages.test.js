import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
// The markup of every sample page: what no page may hold, and what every page must.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { SignInPage } from '../src/signin/pages.js';
import { ChildLine } from '../src/web/children.js';
import { TextArea } from '../src/web/fields.js';
import { Page } from '../src/web/layout.js';
import { Identifier } from '../src/web/names.js';
import { renderPage } from '../src/web/render.js';
import { parentAt, samples, signedOut } from './gallery-pages.js';
const pages = Object.entries(samples).map(([name, make]) => [name, renderPage(make())]);
const all = (html, pattern) => [...html.matchAll(pattern)].map((match) => match[1] ?? '');
test('no page holds an inline style, an inline script or a handler', () => {
    for (const [name, html] of pages) {
        assert.doesNotMatch(html, /<[^>]*\sstyle[\s=>]/, name);
        assert.doesNotMatch(html, /<[^>]*\son[a-z]+=/, name);
        assert.doesNotMatch(html, /<style|<script(?![^>]*\ssrc="\/a\/[^"]+"[^>]*><\/script>)/, name);
        assert.doesNotMatch(html, /javascript:|\[object |undefined|NaN/, name);
    }
});
test('every page has a language, a direction, one title of its own and one h1', () => {
    const titles = new Map();
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
        for (const id of wanted)
            assert.ok(ids.includes(id), `${name}: #${id}`);
        for (const input of html.match(/<(?:input|select|textarea)\s[^>]*>/g) ?? []) {
            if (/type="(hidden|checkbox|radio)"|\shidden/.test(input))
                continue;
            const [id = ''] = all(input, /\sid="([^"]*)"/g);
            assert.ok(html.includes(`for="${id}"`), `${name}: ${input} has no label`);
        }
    }
});
test('every post carries the session’s token; a password never comes back', () => {
    for (const [name, html] of pages) {
        for (const form of html.match(/<form[\s\S]*?<\/form>/g) ?? []) {
            if (form.includes('method="get"'))
                continue;
            assert.match(form, /<input type="hidden" name="_csrf" value="token"/, name);
        }
        for (const input of html.match(/<input[^>]*type="password"[^>]*>/g) ?? [])
            assert.doesNotMatch(input, /\svalue=/, name);
    }
});
test('one task, one filled button', () => {
    for (const [name, html] of pages)
        assert.ok(all(html, /class="button"()/g).length <= 1, name);
});
test('a parents’ page stays under its weight', () => {
    for (const [name, html] of pages) {
        const weight = brotliCompressSync(html).length;
        assert.ok(weight <= 4096, `${name}: ${weight} bytes`);
    }
});
test('what a school file or a person wrote is text, never markup', () => {
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const html = renderPage(_jsxs(Page, { view: parentAt('/x'), title: evil, errors: [{ field: '"><b>', message: evil }], children: [_jsx(ChildLine, { child: { firstName: evil, familyName: evil, division: evil, schoolName: evil, position: 0 } }), _jsx(Identifier, { children: evil }), _jsx(TextArea, { name: "reason", label: evil, value: `</textarea>${evil}` })] }));
    assert.doesNotMatch(html, /<script>|<img|<b>|<\/textarea>&lt;script/i);
    const signIn = renderPage(_jsx(SignInPage, { view: signedOut, idleMinutes: 30, identifier: evil }));
    assert.match(signIn, /value="&lt;script>|value="&lt;script&gt;/);
    assert.doesNotMatch(signIn, /<script>/);
});
test('French typography reaches the text of a page, and leaves what a person typed alone', () => {
    const html = renderPage(_jsxs(Page, { view: signedOut, title: "Vous l'avez ?", children: [_jsx("p", { children: "Vraiment ? \u00AB Oui \u00BB : 50 %" }), _jsx(TextArea, { name: "reason", label: "Pourquoi ?", value: "J'ai dit : non !" })] }));
    assert.ok(html.includes('<p>Vraiment\u202f? «\u202fOui\u202f»\u00a0: 50\u00a0%</p>'));
    assert.ok(html.includes('>Pourquoi\u202f?</label>'));
    assert.ok(html.includes(`>J'ai dit : non !</textarea>`));
});
test('names, identifiers and telephones keep their direction in a page of another language', () => {
    const html = renderPage(samples['grouping-check']?.() ?? _jsx("p", {}));
    assert.ok(html.includes('<bdi lang="fr" dir="ltr" translate="no">Yanis BENALI</bdi>'));
    assert.match(html, /<bdi dir="ltr" translate="no" class="code">n\.benali<wbr\/?>4827<\/bdi>/);
    assert.ok(html.includes('<a href="tel:0536491230"><bdi dir="ltr">'));
});
