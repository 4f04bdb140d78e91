// A message as the web shell hands it over: in an address, or in a form of another site.
import type { Visit } from '../web/http.js';
import type { Incoming } from './actions.js';

export function redirected(visit: Visit): Incoming {
  const message = visit.query.SAMLRequest;
  return { binding: 'redirect', message: typeof message === 'string' ? message : '', search: visit.search };
}

export const fieldsOf = ({ body }: Visit): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};

export function posted(visit: Visit): Incoming {
  const message = fieldsOf(visit).SAMLRequest;
  return { binding: 'post', message: typeof message === 'string' ? message : '' };
}
