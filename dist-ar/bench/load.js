// A bounded load on loopback: so many clients, so many requests, and how many a second were answered.
import { Agent, request } from 'node:http';
/** Runs `work` for each item, `clients` at once, and returns how many a second were done. */
export async function perSecond(items, clients, work) {
    let next = 0;
    const began = performance.now();
    await Promise.all(Array.from({ length: clients }, async () => {
        for (let index = next++; index < items.length; index = next++)
            await work(items[index]);
    }));
    return items.length / ((performance.now() - began) / 1000);
}
/** An HTTP client that keeps its connections, as a proxy in front of the server does. */
export function openClient(port, clients) {
    const agent = new Agent({ keepAlive: true, maxSockets: clients });
    const ask = (method, path, cookies, body) => new Promise((resolve, reject) => {
        const headers = {
            cookie: cookies,
            ...(body === undefined
                ? {}
                : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
        };
        const asked = request({ host: '127.0.0.1', port, path, method, agent, headers }, (response) => {
            const chunks = [];
            response.on('data', (bytes) => chunks.push(bytes));
            response.on('error', reject);
            response.on('end', () => resolve({
                status: response.statusCode ?? 0,
                location: response.headers.location ?? '',
                cookies: (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0]).join('; '),
                body: Buffer.concat(chunks).toString('utf8'),
            }));
        });
        asked.on('error', reject);
        asked.end(body);
    });
    return {
        get: (path, cookies) => ask('GET', path, cookies),
        post: (path, cookies, fields) => ask('POST', path, cookies, new URLSearchParams(fields).toString()),
        close: () => agent.destroy(),
    };
}
/** The value of a hidden field of a page. */
export function fieldOf(page, name) {
    const found = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page.body)?.[0];
    const value = found === undefined ? undefined : /value="([^"]*)"/.exec(found)?.[1];
    if (value === undefined)
        throw new Error(`no field ${name} on a page of status ${page.status}`);
    return value;
}
export const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
