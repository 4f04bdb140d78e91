// The last step of an answer: cookies, status, and the page, file or document.
import type { FastifyReply } from 'fastify';
import type { Deps } from '../deps.js';
import { policyOfFormTo } from './headers.js';
import type { Answer } from './http.js';
import { renderPage } from './render.js';
import { cookieName, cookieOptions, type SetCookie } from './session.js';

/** The site at which the way back of a form ends (a client that the parent is on his way to); given by app.ts. */
export type FindTarget = (back: string) => Promise<string | undefined>;

/** A browser holds the redirects that answer a form to `form-action` too: the client's site is named there. */
export async function towards(find: FindTarget, back: string, answer: Answer): Promise<Answer> {
  const target = back === '' || answer.page === undefined ? undefined : await find(back);
  return target === undefined ? answer : leadingTo(target, answer);
}

/** A page whose form ends at a registered site. */
export const leadingTo = (origin: string, answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'content-security-policy': policyOfFormTo(origin) },
});

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
  if (answer.handOver !== undefined) return await handOver(reply, answer.handOver);
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

/** What was set on the answer so far goes with it. */
export async function handOver(reply: FastifyReply, answer: NonNullable<Answer['handOver']>): Promise<FastifyReply> {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  await answer(reply.request.raw, reply.raw);
  return reply;
}
