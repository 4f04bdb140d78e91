// The schools of the network, and what is open there.
import Type, { type Static } from 'typebox';
import { parseCivilDate } from '../kernel/civil-date.js';
import { readSchools } from '../network/actions.js';
import { readNetworkSchool, type ServiceHere } from '../network/school-actions.js';
import { schoolLengths as lengths, schoolKinds } from '../people/rules.js';
import { addSchool, describeSchool } from '../people/school-actions.js';
import { uaiFault } from '../roster/rules.js';
import { closeService, openService } from '../services/actions.js';
import { notAllowed, notFound, Problem, refusedAs } from './problem.js';
import { closed, Day, oneOf, orNull, SchoolPhone } from './schemas.js';
import type { ApiSite } from './serve.js';

const Uai = Type.String({ pattern: '^[0-9A-Z]{3,12}$', examples: ['0330001X'] });
const params = Type.Object({ school: Uai }, closed);
const text = (maxLength: number) => Type.String({ maxLength });
const Facts = {
  name: Type.String({ minLength: 1, maxLength: lengths.name, pattern: '\\S' }),
  kind: oneOf(schoolKinds),
  addressLines: text(lengths.addressLines),
  town: text(lengths.town),
  phone: SchoolPhone,
  openingHours: text(lengths.openingHours),
};
const School = Type.Object({ uai: Uai, ...Facts }, closed);
export const Opened = Type.Array(
  Type.Object(
    { service: Type.String(), open: Type.Boolean(), opensOn: orNull(Day), closesOn: orNull(Day), dueOn: orNull(Day) },
    closed,
  ),
);
const SchoolWithServices = Type.Object(
  {
    ...School.properties,
    services: Opened,
  },
  closed,
);
export function serveSchools(api: ApiSite): void {
  api.network(
    'listSchools',
    {
      summary: 'The schools',
      answer: Type.Object(
        {
          schools: Type.Array(
            Type.Object(
              {
                uai: Type.String(),
                name: Type.String(),
                kind: oneOf(schoolKinds),
                town: Type.String(),
                registerSource: orNull(Type.String()),
                accounts: Type.Integer(),
                activated: Type.Integer(),
                staff: Type.Integer(),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    },
    async ({ deps }) => {
      const schools = (await readSchools(deps)).map((one) => ({
        uai: one.uai,
        name: one.name,
        kind: one.kind,
        town: one.town,
        registerSource: one.registerSource,
        accounts: one.accounts,
        activated: one.activated,
        staff: one.staff,
      }));
      return { body: { schools } };
    },
  );

  api.network(
    'addSchool',
    {
      summary: 'Add a school',
      once: true,
      status: 201,
      body: Type.Object(
        {
          uai: Uai,
          name: Facts.name,
          kind: Facts.kind,
          addressLines: Type.Optional(Facts.addressLines),
          town: Type.Optional(Facts.town),
          phone: Type.Optional(Facts.phone),
          openingHours: Type.Optional(Facts.openingHours),
        },
        closed,
      ),
      answer: School,
    },
    async ({ deps, operator, body }) => {
      if (uaiFault(body.uai) !== null)
        throw new Problem(422, 'not_possible', 'Ce n’est pas un code UAI : 7 chiffres et la lettre qui va avec.');
      const { uai, name, kind, addressLines = '', town = '', phone = '', openingHours = '' } = body;
      const school = { uai, name, kind, addressLines, town, phone, openingHours };
      const added = await addSchool(deps, school, operator);
      if (added.ok) return { body: school };
      if (added.why.kind === 'not_allowed') throw notAllowed();
      throw new Problem(409, 'already_there', `Cette école est déjà là : ${added.why.name}.`);
    },
  );

  api.network(
    'readSchoolOfNetwork',
    { summary: 'A school, and the services of the catalogue there', params, answer: SchoolWithServices },
    async ({ deps, params: { school: uai } }) => {
      const card = await readNetworkSchool(deps, uai);
      if (card === undefined) throw notFound();
      const { name, kind, addressLines, town, phone, openingHours } = card.school;
      const services = openingsOf(card.services);
      return { body: { uai, name, kind, addressLines, town, phone, openingHours, services } };
    },
  );

  api.network(
    'describeSchool',
    {
      summary: 'Describe a school anew; what is not given stays',
      params,
      body: Type.Partial(Type.Object(Facts, closed), closed),
      answer: School,
    },
    async ({ deps, operator, params: { school: uai }, body }) => {
      const described = await describeSchool(deps, uai, body, operator);
      if (!described.ok) throw refusedAs(described.why);
      const { name, kind, addressLines, town, phone, openingHours } = described.value;
      return { body: { uai, name, kind, addressLines, town, phone, openingHours } };
    },
  );
}

export const Days = Type.Object(
  { opensOn: Day, closesOn: Type.Optional(orNull(Day)), dueOn: Type.Optional(orNull(Day)) },
  closed,
);
export const Slug = Type.String({ maxLength: 64, pattern: '^[\\w-]+$' });

export const openingsOf = (services: readonly ServiceHere[]) =>
  services.map(({ service, opening }) => ({
    service: service.slug,
    open: opening !== undefined,
    opensOn: opening?.opensOn ?? null,
    closesOn: opening?.closesOn ?? null,
    dueOn: opening?.dueOn ?? null,
  }));

/** Days of the calendar, in their order. */
export function daysOf(body: Static<typeof Days>) {
  const day = (text: string) => {
    const read = parseCivilDate(text);
    if (read === undefined) throw new Problem(422, 'not_possible', `« ${text} » n’est pas un jour.`);
    return read;
  };
  const opensOn = day(body.opensOn);
  const closesOn = body.closesOn == null ? null : day(body.closesOn);
  const dueOn = body.dueOn == null ? null : day(body.dueOn);
  const given = [opensOn, dueOn, closesOn].filter((one) => one !== null);
  if (given.toSorted().join() !== given.join())
    throw new Problem(422, 'not_possible', 'Il faut, dans cet ordre : premier jour, à faire avant, dernier jour.');
  return { opensOn, closesOn, dueOn };
}

export function serveOpenings(api: ApiSite): void {
  const opening = Type.Object({ school: Uai, service: Slug }, closed);
  api.network(
    'openService',
    {
      summary: 'Open a service at a school, or change its days there',
      params: opening,
      body: Days,
      status: 204,
    },
    async ({ deps, operator, params: { school: schoolUai, service: slug }, body }) => {
      const opened = await openService(deps, { slug, schoolUai, ...daysOf(body) }, operator);
      if (opened.ok) return {};
      throw refusedAs(opened.why);
    },
  );
  api.network(
    'closeService',
    { summary: 'Close a service at a school at once', params: opening, status: 204 },
    async ({ deps, operator, params: { school, service } }) => {
      const done = await closeService(deps, service, school, operator);
      if (done.ok) return {};
      throw refusedAs(done.why);
    },
  );
}
