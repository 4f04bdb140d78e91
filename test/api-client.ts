// A program of a school, or of the network: it asks with its token, and holds each answer against the description.
import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';
import { apiRoot } from '../src/staff/api-rights.js';
import { scopesOf } from '../src/staff/scope-rules.js';
import { orderToken } from '../src/tokens/actions.js';
import { readScopes, tokenDays } from '../src/tokens/rules.js';
import type { TestDeps } from './harness.js';

type Json = Record<string, unknown>;
type Operation = {
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: unknown }> }>>;
};
export type Description = Json & { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: what a program reads; the description says what it is
  readonly body: any;
  readonly bytes: Buffer;
};

/** A token by the real command's action, for somebody who has the role. */
export async function tokenFor(
  deps: TestDeps,
  school: string | null,
  mail: string,
  scopes: readonly string[] = scopesOf(school),
  days: number = tokenDays.usual,
): Promise<{ readonly id: number; readonly secret: string }> {
  const known = readScopes(school, scopes);
  assert.ok(known, scopes.join());
  const made = await orderToken(deps, { school, mail, name: 'Logiciel', scopes: known, days });
  assert.ok(made.ok, JSON.stringify(made));
  return made.value;
}

export type Program = {
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answered>;
};

/** Every answer must be one that the description foresees. */
export function openProgram(app: FastifyInstance, token: string | undefined): Program {
  return {
    ask: async (method, path, body, headers = {}) => {
      const answer = await app.inject({
        method: method as 'GET',
        url: `${apiRoot}${path}`,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const type = String(answer.headers['content-type'] ?? '');
      const parsed = type.includes('json') ? JSON.parse(answer.body) : undefined;
      await isForeseen(app, method, path, answer.statusCode, type, parsed);
      assert.equal(answer.headers['set-cookie'], undefined, 'no cookie');
      assert.equal(answer.headers['access-control-allow-origin'], undefined, 'no other site');
      assert.match(String(answer.headers['cache-control']), /no-store/);
      assert.ok(answer.statusCode < 300 || answer.statusCode >= 400, 'no redirect');
      return { status: answer.statusCode, headers: answer.headers, body: parsed, bytes: answer.rawPayload };
    },
  };
}

const described = new WeakMap<FastifyInstance, { ajv: Ajv2020; document: Description }>();

export async function descriptionOf(app: FastifyInstance): Promise<{ ajv: Ajv2020; document: Description }> {
  let known = described.get(app);
  if (known === undefined) {
    const document = (await app.inject(`${apiRoot}/openapi.json`)).json() as Description;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv as never);
    ajv.addSchema(document, 'api');
    known = { ajv, document };
    described.set(app, known);
  }
  return known;
}

async function isForeseen(
  app: FastifyInstance,
  method: string,
  path: string,
  status: number,
  type: string,
  body: unknown,
) {
  const { ajv, document } = await descriptionOf(app);
  const bare = `${apiRoot}${path.split('?', 1)[0]}`;
  const matches = (pattern: string) => new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare);
  // An address without parameters is found before one that has some, as the server does.
  const pattern = Object.keys(document.paths)
    .filter(matches)
    .sort((one, other) => one.split('{').length - other.split('{').length)
    .find((one) => document.paths[one]?.[method.toLowerCase()] !== undefined);
  const operation = document.paths[pattern ?? '']?.[method.toLowerCase()];
  if (pattern === undefined || operation === undefined) {
    assert.equal(status, 404, `${method} ${path} is not described`);
    return;
  }
  const { responses } = operation;
  const response = responses[String(status)] === undefined ? 'default' : String(status);
  const media = type.split(';')[0] ?? '';
  if (responses[response]?.content === undefined) {
    assert.equal(body, undefined, `${method} ${path} answers nothing`);
    return;
  }
  assert.ok(responses[response]?.content?.[media], `${method} ${path}: ${status} is not foreseen as ${media}`);
  if (!media.includes('json')) return;
  const point = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
  const place = ['paths', pattern, method.toLowerCase(), 'responses', response, 'content', media, 'schema'];
  const check = ajv.getSchema(`api#/${place.map(point).join('/')}`);
  assert.ok(check, `${method} ${path}: no schema`);
  assert.ok(check(body), `${method} ${path} ${status}: ${JSON.stringify(check.errors)} in ${JSON.stringify(body)}`);
}
