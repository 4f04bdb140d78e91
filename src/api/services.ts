// The services of the catalogue at the school of the token.
import Type from 'typebox';
import { closeService, openService } from '../services/actions.js';
import { readServicesHere } from '../services/school-actions.js';
import { Days, daysOf, Opened, openingsOf, Slug } from './network-schools.js';
import { refusedAs } from './problem.js';
import { closed } from './schemas.js';
import type { ApiSite } from './serve.js';

const params = Type.Object({ service: Slug }, closed);

export function serveServices(api: ApiSite): void {
  api.school(
    'listServices',
    { summary: 'The services of the catalogue, open here or not', answer: Type.Object({ services: Opened }, closed) },
    async ({ deps, desk }) => ({ body: { services: openingsOf(await readServicesHere(deps, desk)) } }),
  );
  api.school(
    'openOwnService',
    { summary: 'Open a service here, or change its days', params, body: Days, status: 204 },
    async ({ deps, desk, params: { service: slug }, body }) => {
      const opened = await openService(deps, { slug, schoolUai: desk.schoolUai, ...daysOf(body) }, desk);
      if (opened.ok) return {};
      throw refusedAs(opened.why);
    },
  );
  api.school(
    'closeOwnService',
    { summary: 'Close a service here at once', params, status: 204 },
    async ({ deps, desk, params: { service } }) => {
      const done = await closeService(deps, service, desk.schoolUai, desk);
      if (done.ok) return {};
      throw refusedAs(done.why);
    },
  );
}
