// How long a browser may take to send what it sends: half a minute, but for who was found to be one that may send files.
import type { IncomingMessage } from 'node:http';

/** What any request may take, but for files. */
export const requestSeconds = 30;

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/** Whoever sends a body is cut off after half a minute, whatever he says that it is. */
export function hurry(request: IncomingMessage): void {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if ((length ?? '0') === '0' && coding === undefined) return;
  const timer = setTimeout(() => request.destroy(), requestSeconds * 1000);
  timer.unref();
  timers.set(request, timer);
  request.once('close', () => clearTimeout(timer));
}

/** The body is read, or its sender may take the time that files take. */
export function calm(request: IncomingMessage): void {
  clearTimeout(timers.get(request));
  timers.delete(request);
}

export const isHurried = (request: IncomingMessage): boolean => timers.has(request);
