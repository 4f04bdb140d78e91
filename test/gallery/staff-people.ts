// Who the samples of staff pages are seen by: the head of a school, and an operator who works at none.
import type { Desk, Operator } from '../../src/staff/rules.js';

export const head: Desk = {
  staffId: 1,
  sessionId: 1,
  address: '127.0.0.1',
  name: 'Dominique Lenoir',
  severalSchools: false,
  schoolUai: '0330001X',
  schoolName: 'Collège Jean-Moulin',
  schoolKind: 'college',
  schoolTown: 'Bordeaux',
  role: 'head',
};

export const operator: Operator = {
  staffId: 9,
  sessionId: 2,
  address: '127.0.0.1',
  name: 'Claude Fontaine',
  atSchools: false,
};
