// Between Fastify and the acts of the JSON interface: a request with its token becomes a call, a handler calls the same action
// as a page does, and its answer is written by its schema. An address is served through its line of the table of rights.
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import type { UsedToken } from '../db/tokens.js';
import type { Deps } from '../deps.js';
import {
  type ApiRoute,
  type ApiRouteOfNetwork,
  type ApiRouteOfSchool,
  actsOfApi,
  apiLine,
} from '../staff/api-rights.js';
import { seesWhole } from '../staff/rights-rules.js';
import type { Desk, Operator } from '../staff/rules.js';
import { scopeFor } from '../staff/scope-rules.js';
import { findDeskOfToken, findOperatorOfToken } from '../staff/token-actions.js';
import { takeToday } from '../tokens/actions.js';
import type { CountedAct } from '../tokens/rules.js';
import { onceFor } from './answer-actions.js';
import { bearerOf } from './bearer-actions.js';
import { Problem } from './problem.js';
import { problemRef } from './schemas.js';

export type Shapes = {
  readonly summary: string;
  readonly description?: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TObject;
  /** 200 unless told. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly answer?: TSchema;
  /** In the place of JSON. */
  readonly file?: string;
  /** Files as `multipart/form-data`, in the place of a body. */
  readonly files?: true;
  /** It creates or breaks: it takes an Idempotency-Key. */
  readonly once?: true;
};

type Of<S extends Shapes, K extends 'params' | 'query' | 'body'> = S[K] extends TObject
  ? Static<S[K]>
  : Record<string, never>;
type AnswerOf<S extends Shapes> = S['answer'] extends TSchema ? Static<S['answer']> : undefined;

export type File = { readonly bytes: Uint8Array; readonly name: string };
export type Answer<S extends Shapes> = {
  readonly body?: AnswerOf<S>;
  readonly file?: File;
  readonly headers?: Readonly<Record<string, string>>;
};

type Asked<S extends Shapes> = {
  readonly deps: Deps;
  readonly request: FastifyRequest;
  readonly params: Of<S, 'params'>;
  readonly query: Of<S, 'query'>;
  readonly body: Of<S, 'body'>;
  readonly scopes: readonly string[];
  /** Takes so many of what a token may do in a day, before it is tried; a program is asked for no code. */
  readonly takeToday: (act: CountedAct, count?: number) => Promise<void>;
};
export type SchoolCall<S extends Shapes> = Asked<S> & { readonly desk: Desk };
export type NetworkCall<S extends Shapes> = Asked<S> & { readonly operator: Operator };
type Handler<S extends Shapes, C> = (call: C) => Promise<Answer<S>>;

export type ApiSite = ReturnType<typeof apiSite>;

export function apiSite(app: FastifyInstance, deps: Deps, served: Set<ApiRoute>) {
  const found = new WeakMap<FastifyRequest, UsedToken>();

  function serve<S extends Shapes>(
    name: ApiRoute,
    shapes: S,
    answer: (request: FastifyRequest, token: UsedToken | undefined) => Promise<Answer<S>>,
  ): void {
    const line = apiLine(name);
    const { method, path } = line;
    const acts = actsOfApi(line);
    served.add(name);
    app.route({
      method,
      url: path,
      schema: schemaOf(name, shapes),
      // Before the body is read: whoever has no token sends none.
      onRequest: async (request) => {
        if (acts.length > 0) found.set(request, await bearerOf(deps, request, acts));
      },
      // After its schema, which bounds how deep it goes.
      preHandler: async ({ params, query, body }) => {
        if (holdsNul([params, query, body])) throw new Problem(400, 'invalid_request', 'Un signe ne peut pas être lu.');
      },
      handler: async (request, reply) => {
        const token = found.get(request);
        const key = shapes.once === true ? request.headers['idempotency-key'] : undefined;
        if (token === undefined || typeof key !== 'string') return send(reply, shapes, await answer(request, token));
        const status = shapes.status ?? 200;
        const asked = { tokenId: token.id, key, request: [name, request.params, request.query, request.body ?? null] };
        const made = await onceFor(deps, asked, async () => {
          const { body, headers } = await answer(request, token);
          reply.headers({ ...headers });
          // By its schema: the member that no schema names is not written.
          const text: unknown = reply.serializeInput({ ...(body as object) }, String(status), 'application/json');
          return { status, text: String(text) };
        });
        if (made.replayed) reply.header('idempotency-replayed', 'true');
        return await reply.code(made.status).type(json).send(made.text);
      },
    });
  }

  const asked = <S extends Shapes>(request: FastifyRequest, token: UsedToken): Asked<S> => ({
    deps,
    request,
    params: request.params as Of<S, 'params'>,
    query: request.query as Of<S, 'query'>,
    body: (request.body ?? {}) as Of<S, 'body'>,
    scopes: token.scopes,
    takeToday: async (act, count = 1) => {
      const most = await takeToday(deps, { id: token.id, school: token.schoolUai }, act, count);
      if (most === undefined) return;
      throw new Problem(429, 'too_many_today', `Ce jeton a fait aujourd’hui ce qu’il peut en un jour (${most}).`, {
        headers: { 'retry-after': '3600' },
      });
    },
  });

  return {
    /** For everybody: what the description says is no secret. */
    open: (name: ApiRoute, shapes: Shapes, text: () => string) =>
      serve(name, shapes, async () => ({ body: JSON.parse(text()) })),
    school: <const S extends Shapes>(name: ApiRouteOfSchool, shapes: S, handler: Handler<S, SchoolCall<S>>) =>
      serve(name, shapes, async (request, token) => {
        const desk = token && (await findDeskOfToken(deps, token, request.ip));
        const { act } = apiLine(name);
        if (token === undefined || desk === undefined || act === undefined) throw elsewhere();
        const held = seesWhole(act) ? deps : { ...deps, db: deps.atSchool(desk.schoolUai) };
        return await handler({ ...asked<S>(request, token), deps: held, desk });
      }),
    network: <const S extends Shapes>(name: ApiRouteOfNetwork, shapes: S, handler: Handler<S, NetworkCall<S>>) =>
      serve(name, shapes, async (request, token) => {
        const operator = token && (await findOperatorOfToken(deps, token, request.ip));
        if (token === undefined || operator === undefined) throw elsewhere();
        return await handler({ ...asked<S>(request, token), operator });
      }),
  };
}

const elsewhere = () => new Problem(403, 'not_allowed', 'Cet acte n’est pas permis à ce jeton.');

const json = 'application/json; charset=utf-8';

async function send(reply: FastifyReply, shapes: Shapes, answer: Answer<Shapes>): Promise<FastifyReply> {
  reply.code(shapes.status ?? 200).headers({ ...answer.headers });
  if (answer.file !== undefined) {
    const name = answer.file.name.replace(/[^\w.-]/g, '-');
    reply
      .type(shapes.file ?? 'application/octet-stream')
      .header('content-disposition', `attachment; filename="${name}"`);
    return await reply.send(Buffer.from(answer.file.bytes));
  }
  if (shapes.answer === undefined) return await reply.send();
  return await reply.type(json).send(answer.body);
}

/** No text of ours holds it, and the database refuses it. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
}

const keyHeader = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      pattern: '^[\\x21-\\x7e]{8,100}$',
      description:
        'The same request under the same key is done once, and answered the same for 24 hours. 8 to 100 signs.',
    },
  },
} as const;

/** A shape that lets a member through that nobody named would hand it to an action. */
function mustBeClosed(name: ApiRoute, { params, query, body }: Shapes): void {
  for (const shape of [params, query, body])
    if (shape !== undefined && (shape as { additionalProperties?: unknown }).additionalProperties !== false)
      throw new Error(`${name} takes members that its schema does not name`);
}

const scopeLine = (scopes: readonly string[]): string =>
  `${scopes.length > 1 ? 'Scopes, both' : 'Scope'}: ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`;

function schemaOf(name: ApiRoute, shapes: Shapes): FastifySchema {
  mustBeClosed(name, shapes);
  const line = apiLine(name);
  const { path, act } = line;
  const scopes = actsOfApi(line).flatMap((one) => scopeFor(one) ?? []);
  const { summary, description, params, query, body, status = 200, answer, file, once } = shapes;
  const binary = { type: 'string', format: 'binary' };
  const content =
    file !== undefined
      ? { content: { [file]: { schema: binary } } }
      : answer === undefined
        ? { type: 'null' }
        : { content: { 'application/json': { schema: answer } } };
  const schema = {
    operationId: name,
    summary,
    tags: [path.split('/')[1] ?? ''],
    description: [description, scopes.length === 0 ? undefined : scopeLine(scopes)].filter(Boolean).join('\n\n'),
    ...(act === undefined ? {} : { security: [{ bearer: scopes }] }),
    ...(params === undefined ? {} : { params }),
    // An address takes no word that its description does not know: a token in it is refused, not ignored.
    querystring: query ?? { type: 'object', properties: {}, additionalProperties: false },
    ...(body === undefined ? {} : { body }),
    ...(once === undefined ? {} : { headers: keyHeader }),
    ...(shapes.files === true ? { consumes: ['multipart/form-data'] } : {}),
    response: {
      [status]: { description: 'Done.', ...content },
      default: { description: 'Refused.', content: { 'application/problem+json': { schema: problemRef } } },
    },
  };
  return schema as FastifySchema;
}
