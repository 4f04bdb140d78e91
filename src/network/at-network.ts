// What every page of the network's operators is given: who is at work there.
import type { Operator } from '../staff/rules.js';
import type { StaffVisit } from '../web/http.js';

export type OperatorVisit = StaffVisit & { readonly operator: Operator };
