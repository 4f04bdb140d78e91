// Serves the sample pages and their assets on loopback, under the site's own policy, for pictures and browser tests.
import { createServer } from 'node:http';
import { assetAnswer, assets } from '../src/web/assets.js';
import { renderPage } from '../src/web/render.js';
import { samples } from './gallery-pages.js';
const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
].join('; ');
/** `change` alters the markup before it is sent: another direction, for instance. */
export async function openGallery(port, change = (html) => html) {
    const files = new Map(assets().map((asset) => [asset.path, asset]));
    const html = (name) => {
        const make = samples[name];
        if (make === undefined)
            throw new Error(`no sample page ${name}`);
        return change(renderPage(make()));
    };
    const server = createServer((request, response) => {
        const path = request.url ?? '/';
        const file = files.get(path);
        if (file !== undefined) {
            const { headers, body } = assetAnswer(file, '');
            response.writeHead(200, headers).end(body);
        }
        else if (Object.hasOwn(samples, path.slice(1))) {
            response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
            response.end(html(path.slice(1)));
        }
        else
            response.writeHead(404).end();
    });
    await new Promise((listening) => server.listen(port, '127.0.0.1', listening));
    return {
        names: Object.keys(samples),
        html,
        url: (name) => `http://127.0.0.1:${port}/${name}`,
        close: () => server.close(),
    };
}
