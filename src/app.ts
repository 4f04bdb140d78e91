// The web shell: what every request goes through, in order, and which feature answers which addresses.
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { closingPages } from './accounts/http.js';
import { activationPages, startLetter } from './activation/http.js';
import { activationPasswordPages } from './activation/password-http.js';
import { signedInLetterPages } from './activation/signed-in-http.js';
import { jsonInterface } from './api/http.js';
import { approvalPages } from './approvals/http.js';
import { batchPages } from './batches/http.js';
import { casPages, enterService } from './cas/http.js';
import { clientsPages } from './clients/http.js';
import { previewPages } from './clients/preview-http.js';
import { correctionPages } from './corrections/http.js';
import { askDatabase } from './db/health.js';
import type { Deps } from './deps.js';
import { eventPages } from './events/http.js';
import { federationPages } from './federation/http.js';
import { forgottenPages } from './forgotten/http.js';
import { groupingCodePages } from './grouping/code-http.js';
import { groupingPages, groupWithLetter } from './grouping/http.js';
import { objectionPages } from './grouping/objection-http.js';
import { historyPages } from './history/http.js';
import { defaultLocale } from './i18n/locales.js';
import { spokenLanguage } from './i18n/messages.js';
import { translator } from './i18n/translator.js';
import { knownByPages } from './known-by/http.js';
import { currentLook, readLookFile } from './look/actions.js';
import { lookPages } from './look/http.js';
import { networkAuditPages } from './network/audit-http.js';
import { deliveryPages } from './network/delivery-http.js';
import { networkPages } from './network/http.js';
import { networkRequestPages } from './network/request-http.js';
import { networkSchoolPages } from './network/school-http.js';
import { stopPages } from './network/stop-http.js';
import { settingsPages } from './network-settings/http.js';
import { entryTarget } from './oidc/entry-actions.js';
import { openIdConnect } from './oidc/http.js';
import { ownDataPages } from './own-data/http.js';
import { profilePages } from './profile/http.js';
import { chooseLanguage } from './profile/language-actions.js';
import { requestPages } from './requests/http.js';
import { href, isReadable, routes } from './routes.js';
import { enterProvider, samlPages } from './saml/http.js';
import { schoolDeskPages } from './school/http.js';
import { securityPages } from './security/http.js';
import { resetStopPages } from './security/reset-http.js';
import { cataloguePages } from './services/catalogue-http.js';
import { servicesPages } from './services/http.js';
import { schoolServicePages } from './services/school-http.js';
import { signInPages } from './signin/http.js';
import { secondStepPages } from './signin/second-step-http.js';
import { lookUpSession } from './signin/sessions.js';
import { sitePages } from './site/http.js';
import { entryPages } from './sso/entry-http.js';
import { metadataBytes } from './sso/saml-metadata.js';
import { accessPages } from './staff/access-http.js';
import { factorPages, staffStepPages } from './staff/factor-http.js';
import { doorPages, ownPages } from './staff/http.js';
import { staffProviderPages } from './staff/provider-http.js';
import { staffSite } from './staff/site.js';
import { teamPages } from './team/http.js';
import { tokenPages } from './tokens/http.js';
import { uploadPages } from './uploads/http.js';
import { uploadLimits } from './uploads/rules.js';
import { assetAnswer, assets } from './web/assets.js';
import { permissionsPolicy, securityHeaders } from './web/headers.js';
import { pagesOf } from './web/http.js';
import { calm, hurry, requestSeconds } from './web/patience.js';
import { NotFound, ProblemPage, statusOf } from './web/problems.js';
import { renderPage } from './web/render.js';
import { cookieName, type FindSession } from './web/session.js';
import { fieldLimits, uploadMinutes } from './web/upload.js';

/** Builds the application; the caller listens, or asks it as a function (`inject`). */
export async function createApp(deps: Deps): Promise<FastifyInstance> {
  const { config, log } = deps;
  const app = fastify({
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: 64 * 1024,
    requestTimeout: uploadMinutes * 60_000,
    http: { headersTimeout: requestSeconds * 1000 },
    // Never a number that a client chose: it would forge lines of the log.
    requestIdHeader: false,
    genReqId: () => Buffer.from(deps.random(8)).toString('hex'),
    forceCloseConnections: 'idle',
    // Fastify answers these two by itself, bare and in English: an address that cannot be read, a very long part of one.
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/-'),
    routerOptions: { maxParamLength: 16_384 },
  });

  app.removeAllContentTypeParsers(); // forms only: JSON, text and files are refused (415)
  await app.register(helmet, securityHeaders(config.production));
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], brotliOptions: { params: { 1: 4 } } });
  await app.register(cookie);
  await app.register(formbody);

  app.addHook('onRequest', async (request) => hurry(request.raw));
  // A form is read by now. Files are not: the page that takes them says who may take his time.
  app.addHook('preValidation', async (request) => {
    if (!/^multipart\//i.test(request.headers['content-type'] ?? '')) calm(request.raw);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'permissions-policy': permissionsPolicy, 'x-request-id': request.id, 'cache-control': 'no-store' });
  });
  app.addHook('onResponse', async (request, reply) => {
    // The route, not the address: an address may hold the token of a letter or a mail.
    const { id, method, ip, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    log.info(
      { request: id, method, route: routeOptions.url ?? '-', status: reply.statusCode, ms, address: ip },
      'request',
    );
  });
  app.setNotFoundHandler((request, reply) => sendProblem(deps, new NotFound(), request, reply));
  app.setErrorHandler((error, request, reply) => sendProblem(deps, error, request, reply));

  for (const asset of assets())
    app.get(asset.path, (request, reply) => {
      const { headers, body } = assetAnswer(asset, request.headers['accept-encoding'] ?? '');
      return reply.headers(headers).send(body);
    });
  // What a network draws: shown as an image only, and never allowed anything if it is opened by itself.
  app.get<{ Params: { version: string; file: string } }>(routes.lookFile, async (request, reply) => {
    const found = await readLookFile(deps, request.params.version, request.params.file);
    if (found === undefined) throw new NotFound();
    return reply
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(found.type)
      .send(found.text);
  });
  app.get(routes.health, async () => {
    await askDatabase(deps.db);
    return { state: 'ok' };
  });
  app.get(routes.root, (_, reply) => reply.redirect(href('home'), 303));

  const find: FindSession = async (site, token, chosen) => {
    const found = await lookUpSession(deps, site, token);
    if (found.session?.kind === 'parent' && found.session.language === null && chosen !== undefined)
      await chooseLanguage(deps, found.session, chosen);
    return found;
  };
  const parents = pagesOf(app, deps, 'parent', find, (back) => entryTarget(deps, back), currentLook);
  const staff = staffSite(pagesOf(app, deps, 'staff', find, undefined, currentLook));
  signInPages(parents, startLetter);
  secondStepPages(parents);
  forgottenPages(parents);
  securityPages(parents);
  knownByPages(parents);
  resetStopPages(parents);
  groupingCodePages(parents);
  historyPages(parents);
  objectionPages(parents);
  activationPages(parents);
  signedInLetterPages(parents, groupWithLetter);
  activationPasswordPages(parents);
  servicesPages(parents);
  profilePages(parents);
  groupingPages(parents);
  requestPages(parents);
  correctionPages(parents);
  ownDataPages(parents);
  closingPages(parents);
  sitePages(parents);
  entryPages(parents, { cas: enterService, saml: enterProvider });
  casPages(parents);
  federationPages(parents);
  await openIdConnect(app, deps, parents);
  eventPages(parents);
  samlPages(parents);
  doorPages(staff.door);
  ownPages(staff.own);
  staffStepPages(staff.door);
  accessPages(staff.own);
  factorPages(staff.own);
  staffProviderPages(staff.door, staff.own);
  schoolDeskPages(staff.school);
  batchPages(staff.school);
  networkPages(staff.network);
  networkSchoolPages(staff.network);
  networkRequestPages(staff.network);
  previewPages(staff.network);
  cataloguePages(staff.network);
  schoolServicePages(staff.school);
  deliveryPages(staff.network);
  networkAuditPages(staff.network);
  stopPages(staff.network);
  settingsPages(staff.network);
  approvalPages(staff.school);
  teamPages(staff.school, staff.network);
  tokenPages(staff.school, staff.network);
  await jsonInterface(app, deps, (error, request) => logProblem(deps, error, request));
  // Files are read by these addresses alone.
  await app.register(async (scope) => {
    const { fileBytes: fileSize, files } = uploadLimits;
    const limits = { ...fieldLimits, fileSize, files: files + 1 };
    await scope.register(multipart, { limits, throwFileSizeLimit: false });
    uploadPages(staffSite(pagesOf(scope, deps, 'staff', find, undefined, currentLook)).school);
  });
  // And the metadata of an application, by these.
  await app.register(async (scope) => {
    const limits = { ...fieldLimits, fieldSize: 64 * 1024, fileSize: metadataBytes + 1, files: 1 };
    await scope.register(multipart, { limits, throwFileSizeLimit: false });
    const { network } = staffSite(pagesOf(scope, deps, 'staff', find, undefined, currentLook));
    clientsPages(network);
    lookPages(network);
  });
  return app;
}

function logProblem(deps: Deps, error: unknown, request: FastifyRequest): void {
  const status = statusOf(error);
  const fields = { request: request.id, route: request.routeOptions.url ?? '-', status };
  if (status >= 500) deps.log.error({ ...fields, error: stackOf(error) }, 'request failed');
  else
    deps.log.warn({ ...fields, why: error instanceof Error ? error.constructor.name : 'unknown' }, 'request refused');
}

function sendProblem(deps: Deps, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = statusOf(error);
  logProblem(deps, error, request);
  const path = request.url.split('?', 1)[0] ?? '';
  const cookie = request.cookies?.[cookieName('language', deps.config.publicUrl.startsWith('https:'))];
  const ofStaff = path.startsWith(href('school')) || path.startsWith(href('network'));
  const locale = ofStaff ? defaultLocale : (spokenLanguage(cookie) ?? defaultLocale);
  const view = { t: translator(locale, deps.config.timeZone), csrf: '', path };
  const html = renderPage(ProblemPage({ view, error, status, requestId: request.id }));
  if (status === 503) reply.header('retry-after', '60');
  return reply.code(status).type('text/html; charset=utf-8').send(html);
}

/** Where a bug is, without the values that were at work: messages of drivers may quote them. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  return [`${error.name}${code}`, ...places].join('\n');
}
