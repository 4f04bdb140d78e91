// The way to every address of the staff: through its line of the table of rights. Rights are read anew at each request.
import type { OperatorVisit } from '../network/at-network.js';
import { href, routes } from '../routes.js';
import type { DeskVisit } from '../school/at-desk.js';
import { type Handler, type Pages, redirect, requireStaff, type StaffVisit, type Visit } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import {
  type Act,
  type DoorAct,
  may,
  type NetworkAct,
  type OwnAct,
  type SchoolAct,
  seesWhole,
} from './rights-rules.js';
import { actOf, type Method, type RoutesFor, type StaffRoute } from './route-rights.js';
import { findDesk, findOperator } from './signin-actions.js';

/** Serves those addresses whose acts are of one kind. */
export type Section<A extends Act, V extends Visit> = {
  readonly get: (name: RoutesFor<'get', A>, handler: Handler<V>) => void;
  readonly post: (name: RoutesFor<'post', A>, handler: Handler<V>) => void;
};

export type DoorPages = Section<DoorAct, Visit>;
export type OwnPages = Section<OwnAct, StaffVisit>;
export type SchoolPages = Section<SchoolAct, DeskVisit>;
export type NetworkPages = Section<NetworkAct, OperatorVisit>;

/** The four kinds of staff pages over one site. */
export function staffSite(pages: Pages) {
  function section<A extends Act, V extends Visit>(guard: (act: Act, handler: Handler<V>) => Handler): Section<A, V> {
    const serve = (method: Method) => (name: StaffRoute, handler: Handler<V>) => {
      const act = actOf(name, method);
      if (act === undefined) throw new Error(`${method} ${name} has no line in the table of rights`);
      pages[method](routes[name], guard(act, handler));
    };
    return { get: serve('get'), post: serve('post') };
  }
  return {
    door: section<DoorAct, Visit>((_, handler) => handler),
    own: section<OwnAct, StaffVisit>((_, handler) => requireStaff(handler)),
    school: section<SchoolAct, DeskVisit>(atDesk),
    network: section<NetworkAct, OperatorVisit>(atNetwork),
  };
}

/** Only for somebody who works for a school now, in a role that may do this. */
function atDesk(act: Act, handler: Handler<DeskVisit>): Handler {
  return requireStaff(async (visit) => {
    const found = await findDesk(visit.deps, visit.session, visit.address);
    if (found.kind === 'choose') return redirect(href('schoolChoice'));
    if (found.kind === 'at_work' && may(found.desk.role, act)) {
      const { desk } = found;
      const deps = seesWhole(act) ? visit.deps : { ...visit.deps, db: visit.deps.atSchool(desk.schoolUai) };
      return await handler({ ...visit, deps, desk, whole: visit.deps });
    }
    // Whoever works for the network alone has signed in where everybody does.
    const lost = found.kind === 'no_role' && visit.path === href('school');
    if (lost && (await findOperator(visit.deps, visit.session, visit.address)) !== undefined)
      return redirect(href('network'));
    throw new Forbidden();
  });
}

/** Only for an operator of the network, now. */
function atNetwork(act: Act, handler: Handler<OperatorVisit>): Handler {
  return requireStaff(async (visit) => {
    const operator = await findOperator(visit.deps, visit.session, visit.address);
    if (operator === undefined || !may('operator', act)) throw new Forbidden();
    return await handler({ ...visit, operator });
  });
}
