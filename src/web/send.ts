// The last step of an answer: cookies, status, and the page, file or document.
import type { FastifyReply } from 'fastify';
import type { Deps } from '../deps.js';
import type { Answer } from './http.js';
import { renderPage } from './render.js';
import { cookieName, cookieOptions, type SetCookie } from './session.js';

export async function send(
  reply: FastifyReply,
  deps: Deps,
  answer: Answer,
  first: readonly SetCookie[],
): Promise<FastifyReply> {
  const https = deps.config.publicUrl.startsWith('https:');
  for (const cookie of [...first, ...(answer.cookies ?? [])]) {
    const name = cookieName(cookie.name, https);
    if (cookie.value === undefined) reply.clearCookie(name, cookieOptions(cookie, https));
    else reply.setCookie(name, cookie.value, cookieOptions(cookie, https));
  }
  if (answer.headers !== undefined) reply.headers({ ...answer.headers });
  reply.code(answer.status);
  if (answer.location !== undefined) return await reply.header('location', answer.location).send();
  if (answer.file !== undefined) {
    const { bytes, name, type } = answer.file;
    reply.type(type).header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '-')}"`);
    return await reply.send(Buffer.from(bytes));
  }
  if (answer.document !== undefined) return await reply.type(answer.document.type).send(answer.document.text);
  reply.type('text/html; charset=utf-8');
  return await reply.send(answer.page === undefined ? '' : renderPage(answer.page));
}
