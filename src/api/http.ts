// /api/v1: the JSON interface of schools' own tools and of the network's automation. No cookie, no page, no redirect, and no
// other site's page may ask (no CORS). Its description is made from the schemas that check it.
import multipart from '@fastify/multipart';
import swagger, { type SwaggerOptions } from '@fastify/swagger';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Deps } from '../deps.js';
import { version } from '../network/version.js';
import { type ApiRoute, apiRoot, apiRoutes } from '../staff/api-rights.js';
import { uploadLimits } from '../uploads/rules.js';
import { statusOf } from '../web/problems.js';
import { fieldLimits } from '../web/upload.js';
import { serveAccounts } from './accounts.js';
import { serveBatches } from './batches.js';
import { serveBreaks } from './breaks.js';
import { serveCards } from './cards.js';
import { serveCorrections } from './corrections.js';
import { serveDuplicates } from './duplicates.js';
import { serveExports } from './exports.js';
import { serveFactors } from './factors.js';
import { serveImportChanges } from './import-changes.js';
import { serveImports, serveUpload } from './imports.js';
import { type Invalid, pointed } from './invalid.js';
import { serveLetters } from './letters.js';
import { serveNetwork } from './network.js';
import { serveObjections } from './objections.js';
import { notFound, Problem, sendProblem } from './problem.js';
import { serveProtections } from './protections.js';
import { servePupilDuplicates } from './pupil-duplicates.js';
import { serveRequests } from './requests.js';
import { ProblemDocument } from './schemas.js';
import { serveSchool } from './school.js';
import { apiSite } from './serve.js';
import { serveServices } from './services.js';
import { serveSuspensions } from './suspensions.js';

/** `failed` writes what went wrong to the log as the pages do. */
export async function jsonInterface(
  app: FastifyInstance,
  deps: Deps,
  failed: (error: unknown, request: FastifyRequest) => void,
): Promise<void> {
  await app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      const parse = scope.getDefaultJsonParser('error', 'error');
      scope.addContentTypeParser('application/json', { parseAs: 'string' }, parse);
      scope.setValidatorCompiler(checkedBy());
      scope.addSchema(ProblemDocument);
      scope.setErrorHandler((error, request, reply) => refuse(error, request, reply, failed));
      scope.setNotFoundHandler((_, reply) => sendProblem(reply, notFound()));
      await scope.register(swagger, description(deps));
      const served = new Set<ApiRoute>();
      const api = apiSite(scope, deps, served);
      serveImports(api);
      serveImportChanges(api);
      serveLetters(api);
      serveBatches(api);
      serveAccounts(api);
      serveCards(api);
      serveSuspensions(api);
      serveExports(api);
      serveFactors(api);
      serveProtections(api);
      serveObjections(api);
      serveCorrections(api);
      serveDuplicates(api);
      servePupilDuplicates(api);
      serveBreaks(api);
      serveRequests(api);
      serveSchool(api);
      serveServices(api);
      serveNetwork(api);
      // Files are read by this address alone.
      await scope.register(async (files) => {
        const limits = { ...fieldLimits, fileSize: uploadLimits.fileBytes, files: uploadLimits.files + 1 };
        await files.register(multipart, { limits, throwFileSizeLimit: false });
        serveUpload(apiSite(files, deps, served));
      });
      api.open('describe', { summary: 'This description', answer: Type.Unsafe({}) }, () =>
        JSON.stringify(scope.swagger()),
      );
      const missing = (Object.keys(apiRoutes) as ApiRoute[]).filter((name) => !served.has(name));
      if (missing.length > 0) throw new Error(`lines of the table of rights that nothing serves: ${missing.join()}`);
    },
    { prefix: apiRoot },
  );
}

const description = (deps: Deps): SwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Fratrie',
      version,
      description: 'Schools’ own tools and the network’s automation. See docs/api.md.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: deps.config.publicUrl }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  },
  refResolver: { buildLocalReference: (json) => String(json.$id) },
});

/** Words of an address are text, and become numbers; a body says itself what each value is. */
function checkedBy() {
  const make = (coerceTypes: boolean | 'array') => {
    const ajv = new Ajv({ coerceTypes, useDefaults: true, removeAdditional: false, allErrors: false, strict: false });
    formats.default(ajv);
    ajv.addSchema(ProblemDocument);
    return ajv;
  };
  const [words, bodies] = [make('array'), make(false)];
  return ({ schema, httpPart }: { schema: unknown; httpPart?: string }) =>
    (httpPart === 'body' ? bodies : words).compile(schema as object);
}

const frameworkCodes: Readonly<Record<string, readonly [number, Problem['code'], string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'unsupported_media_type', 'Envoyez du JSON : Content-Type: application/json.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'too_large', 'Cette demande est trop grande.'],
};

function refuse(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  failed: (error: unknown, request: FastifyRequest) => void,
): FastifyReply {
  if (error instanceof Problem) {
    failed(error, request);
    return sendProblem(reply, error);
  }
  failed(error, request);
  return sendProblem(reply, problemOf(error));
}

function problemOf(error: unknown): Problem {
  const status = statusOf(error);
  const given = error as {
    readonly code?: unknown;
    readonly validation?: readonly Invalid[];
    validationContext?: string;
  };
  const known = frameworkCodes[String(given.code)];
  if (known !== undefined) return new Problem(...known);
  if (given.validation !== undefined) {
    const errors = given.validation.map((one) => pointed(one, given.validationContext ?? 'body'));
    return new Problem(400, 'invalid_request', 'La demande n’a pas la forme attendue.', { about: { errors } });
  }
  if (status === 404) return notFound();
  if (status === 403) return new Problem(403, 'not_allowed', 'Cet acte n’est pas, ou plus, permis.');
  if (status === 413) return new Problem(413, 'too_large', 'Cette demande est trop grande.');
  if (status === 503)
    return new Problem(503, 'unavailable', 'Revenez dans une minute.', { headers: { 'retry-after': '60' } });
  if (status < 500) return new Problem(400, 'invalid_request', 'La demande ne peut pas être lue.');
  return new Problem(500, 'broken', 'Une erreur est arrivée. Donnez le numéro de la demande au réseau.');
}
