// The visitor is what the journeys stand on: tried on a small application of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify from 'fastify';
import { openVisitor } from './visitor.js';
async function smallApp() {
    const app = fastify();
    await app.register(cookie);
    await app.register(formbody);
    const html = 'text/html; charset=utf-8';
    app.get('/', (request, reply) => {
        reply.setCookie('seen', 'yes', { path: '/' }).type(html);
        return `<body><h1>Bonjour&nbsp;!</h1><a href="/form">Aller</a><p>${request.cookies.seen ?? 'first'}</p></body>`;
    });
    app.get('/form', (_, reply) => {
        reply.type(html);
        return `<body><form method="post" action="/form"><input type="hidden" name="_csrf" value="t1"><input name="identifier" value="kept">
      <input type="password" name="password"><input type="checkbox" name="on" value="1" checked><input type="checkbox" name="off" value="1">
      <select name="town"><option value="a">A</option><option value="b" selected>B</option></select>
      <button type="button">rien</button><button name="act" value="go">VALIDER</button><button name="act" value="stop">ANNULER</button></form></body>`;
    });
    const got = [];
    app.post('/form', (request, reply) => {
        got.push({ ...request.body, origin: request.headers.origin });
        return reply.redirect('/', 303);
    });
    return { app, got };
}
test('a visitor keeps cookies, follows links and redirects, and sends what the form holds', async () => {
    const { app, got } = await smallApp();
    const visitor = openVisitor(app);
    const first = await visitor.visit('/');
    assert.equal(first.heading, 'Bonjour !');
    assert.match(first.words, /first/);
    const form = await first.follow('Aller');
    const back = await form.send({ password: 'secret' }, 'ANNULER');
    assert.equal(back.url, '/');
    assert.match(back.words, /yes/);
    assert.deepEqual(got, [
        {
            _csrf: 't1',
            identifier: 'kept',
            on: '1',
            town: 'b',
            password: 'secret',
            act: 'stop',
            origin: 'http://127.0.0.1:3000',
        },
    ]);
});
test('a visitor cannot fill a field, press a button or follow a link that the page has not', async () => {
    const { app } = await smallApp();
    const form = await openVisitor(app).visit('/form');
    await assert.rejects(form.send({ absent: 'x' }), /no form with absent/);
    await assert.rejects(form.send({}, 'rien'), /no form with/);
    await assert.rejects(form.follow('Ailleurs'), /no link/);
});
