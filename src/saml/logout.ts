// Tells a service provider that a session is over, without a browser (SOAP).
import { done, refused } from '../kernel/outcome.js';
import { callOut } from '../outgoing/call.js';
import type { LogoutSender } from '../sso/logout-actions.js';
import { logoutEnvelope } from './logout-actions.js';
import { saysDone } from './reading.js';
import { namespaces, onlyChild, readXml } from './xml.js';

export const tellProvider: LogoutSender = async (deps, due) => {
  const told = await logoutEnvelope(deps, due);
  if (told === undefined) return done('no address without a browser');
  const answer = await callOut(deps, {
    url: told.url,
    registered: [told.url],
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: 'http://www.oasis-open.org/committees/security' },
    body: told.body,
  });
  if (!answer.ok) return refused(answer.why);
  const { status, body } = answer.value;
  return status === 200 && isDone(body, told.id) ? done('200') : refused(`${status}, not done`);
};

/** Its word is enough for what it did to its own session; a forged one could only come from its own address. */
function isDone(body: string, request: string): boolean {
  const envelope = readXml(body);
  const inside = envelope.ok ? onlyChild(envelope.value, namespaces.soap, 'Body') : undefined;
  return inside?.children.some((message) => saysDone(message, request)) === true;
}
