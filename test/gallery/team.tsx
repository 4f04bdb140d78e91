// Sample pages of a team: seen by the head of a school, and by an operator.
import type { TeamPlace } from '../../src/team/frame.js';
import { MemberEndPage, MemberLinkPage, MemberPage } from '../../src/team/member-pages.js';
import { TeamListPage } from '../../src/team/pages.js';
import type { Member, MemberSeen } from '../../src/team/rules.js';
import { head as desk, operator } from './staff-people.js';
import { type Samples, stageIn } from './stage.js';

const at = new Date('2026-09-14T16:42:00Z');
const later = new Date('2026-09-21T16:42:00Z');
const viewAt = (path: string) => ({ ...stageIn('fr').signedOut, path });

const atSchool: TeamPlace = { desk };
const inNetwork: TeamPlace = { operator, school: undefined };
const ofSchool: TeamPlace = { operator, school: { uai: '0330001X', name: 'Collège Jean-Moulin' } };

const lenoir: Member = {
  id: 1,
  staffId: 1,
  mail: 'direction@example.org',
  name: 'Dominique Lenoir',
  role: 'head',
  since: at,
  endsAt: null,
  enrolled: true,
  seenAt: at,
  linkExpiresAt: null,
  linkMadeAt: null,
  linkNonce: null,
  linkMadeBy: null,
  givenHere: true,
  elsewhere: false,
  vouchedBy: null,
};
const lopez: Member = {
  ...lenoir,
  id: 2,
  staffId: 2,
  mail: 'sophie.lopez@example.org',
  name: 'Sophie Lopez',
  role: 'secretary',
  endsAt: new Date('2026-12-31T23:00:00Z'),
  enrolled: false,
  seenAt: null,
  linkExpiresAt: later,
};
const nameless: Member = {
  ...lopez,
  id: 3,
  staffId: 3,
  mail: 'remplacement.du.secretariat.de.la.vie.scolaire@example.org',
  name: '',
  role: 'reader',
  endsAt: null,
  linkExpiresAt: null,
};
const seen = (member: Member, more: Partial<MemberSeen> = {}): MemberSeen => ({
  ...member,
  oneself: false,
  mayMakeLink: !member.enrolled,
  renewedByChange: false,
  linkToken: undefined,
  ...more,
});

const typed = { mail: '', name: '', role: 'secretary', lastDay: '' };
const code = [{ field: 'code', message: 'Tapez le code de votre application.' }];
const wrong = [
  { field: 'mail', message: 'Ce n’est pas une adresse mail.' },
  { field: 'lastDay', message: 'Ce jour est passé. Choisissez-en un autre.' },
];
const list = (place: TeamPlace, path: string, members: readonly Member[], network = false) => (
  <TeamListPage
    view={viewAt(path)}
    place={place}
    form={{
      members,
      roles: network ? ['operator'] : ['head', 'secretary', 'reader'],
      typed,
      askCode: false,
      errors: [],
    }}
  />
);
const one = (member: MemberSeen, place: TeamPlace = atSchool) => ({
  view: viewAt('/ecole/equipe/2'),
  place,
  member,
  askCode: true,
  errors: [],
});
const change = { roles: ['head', 'secretary', 'reader'] as const, typed: { role: 'secretary', lastDay: '2026-12-31' } };

export const teamSamples: Samples = {
  'desk-team': () => list(atSchool, '/ecole/equipe', [lenoir, lopez, nameless]),
  'desk-team-errors': () => (
    <TeamListPage
      view={viewAt('/ecole/equipe')}
      place={atSchool}
      form={{
        members: [lenoir],
        roles: change.roles,
        typed: { ...typed, mail: 'sophie', lastDay: '2020-01-01' },
        askCode: true,
        errors: wrong,
      }}
    />
  ),
  'desk-network-team': () => list(inNetwork, '/reseau/operateurs', [{ ...lenoir, role: 'operator' }], true),
  'desk-network-school-team': () => list(ofSchool, '/reseau/ecoles/0330001X/equipe', [lenoir, lopez]),
  'desk-member': () => <MemberPage {...one(seen(lopez))} {...change} />,
  'desk-member-oneself': () => <MemberPage {...one(seen(lenoir, { oneself: true }))} {...change} />,
  'desk-member-of-network': () => (
    <MemberPage
      {...one(seen({ ...lenoir, role: 'operator' }, { mayMakeLink: true }), inNetwork)}
      roles={['operator']}
      typed={{ role: 'operator', lastDay: '' }}
    />
  ),
  'desk-member-renewed': () => (
    <MemberPage {...one(seen({ ...lenoir, vouchedBy: '0330001X' }, { renewedByChange: true }), ofSchool)} {...change} />
  ),
  'desk-member-end': () => <MemberEndPage {...one(seen(lopez))} />,
  'desk-member-end-errors': () => <MemberEndPage {...one(seen({ ...lopez, elsewhere: true }))} errors={code} />,
  'desk-member-link': () => <MemberLinkPage {...one(seen(lopez))} link={undefined} />,
  'desk-member-link-lost': () => (
    <MemberLinkPage {...one(seen(lenoir, { mayMakeLink: true }), ofSchool)} link={undefined} />
  ),
  'desk-member-link-made': () => (
    <MemberLinkPage {...one(seen(lopez))} link="https://portail.example.org/ecole/inscription/5hJk9sQ2vXcR7tYpLm3wZa" />
  ),
};
