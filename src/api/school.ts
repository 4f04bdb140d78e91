// The school of the token: its figures, its journal, its settings.
import Type, { type Static } from 'typebox';
import { lineWords, readJournal } from '../journal/actions.js';
import { parseCivilDate } from '../kernel/civil-date.js';
import { parseMailAddress } from '../kernel/mail-address.js';
import { readSettings, setSettings } from '../school-settings/actions.js';
import { settingLengths as lengths, mostLinks, type SchoolSettings } from '../school-settings/rules.js';
import { scopesAllow } from '../staff/scope-rules.js';
import { readStatistics } from '../statistics/actions.js';
import { notAllowed, Problem } from './problem.js';
import { at, closed, Day, Id, Instant, oneOf, orNull, SchoolPhone } from './schemas.js';
import type { ApiSite } from './serve.js';

const Figures = {
  accounts: orNull(Type.Integer({ description: 'Null: of fewer than five persons, or hidden with such a figure.' })),
  activated: orNull(Type.Integer()),
  mailConfirmed: orNull(Type.Integer()),
  grouped: orNull(Type.Integer()),
};

const Settings = {
  name: Type.String({ minLength: 1, maxLength: lengths.name, pattern: '\\S' }),
  phone: SchoolPhone,
  openingHours: Type.String({ maxLength: lengths.openingHours }),
  contactMail: Type.String({ maxLength: lengths.contactMail }),
  letterNote: Type.String({ maxLength: lengths.letterNote }),
  letterSignature: Type.String({ maxLength: lengths.letterSignature }),
  links: Type.Array(
    Type.Object(
      {
        label: Type.String({ minLength: 1, maxLength: lengths.linkLabel }),
        address: Type.String({ maxLength: lengths.linkAddress, pattern: '^https://' }),
      },
      closed,
    ),
    { maxItems: mostLinks },
  ),
};
const WholeSettings = Type.Object({ uai: Type.String(), ...Settings }, closed);

const shown = (uai: string, { links, ...settings }: SchoolSettings): Static<typeof WholeSettings> => ({
  uai,
  ...settings,
  links: links.map(({ label, address }) => ({ label, address })),
});

/** Acts and readings that tell of a protection: a token without its scope is not told of them. */
const aboutProtections = ['record_protected', 'protection_ended', 'protection'];

export function serveSchool(api: ApiSite): void {
  api.school(
    'readStatistics',
    {
      summary: 'Figures of the school, small groups hidden',
      answer: Type.Object(
        {
          day: Day,
          divisions: Type.Array(Type.Object({ division: Type.String(), ...Figures }, closed)),
          total: Type.Object(Figures, closed),
          weeks: Type.Array(Type.Object({ monday: Day, activated: Type.Integer() }, closed)),
        },
        closed,
      ),
    },
    async ({ deps, desk }) => {
      const { day, divisions, total, weeks } = await readStatistics(deps, desk);
      const { division: _, ...figures } = total;
      return { body: { day, divisions: [...divisions], total: figures, weeks: [...weeks] } };
    },
  );

  api.school(
    'readJournal',
    {
      summary: 'What the staff and the programs of the school did, or read',
      description: 'Lines about protections need a scope that reads them.',
      query: Type.Object(
        {
          what: Type.Optional(oneOf(['acts', 'readings'])),
          staff: Type.Optional(Id),
          account: Type.Optional(Id),
          kind: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$' })),
          from: Type.Optional(Day),
          to: Type.Optional(Day),
          page: Type.Optional(Type.Integer({ minimum: 1, maximum: 99_999 })),
        },
        closed,
      ),
      answer: Type.Object(
        {
          page: Type.Integer(),
          more: Type.Boolean(),
          lines: Type.Array(
            Type.Object(
              {
                at: Instant,
                staff: Id,
                by: Type.String(),
                kind: Type.String(),
                words: Type.String(),
                account: orNull(Id),
                reference: orNull(Type.String()),
                reason: orNull(Type.String()),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    },
    async ({ deps, desk, query, scopes }) => {
      const { what = 'acts', staff: staffId = null, account: accountId = null, kind = null, page = 1 } = query;
      const day = (text: string | undefined) => parseCivilDate(text ?? '') ?? null;
      const days = { from: day(query.from), to: day(query.to) };
      const journal = await readJournal(deps, desk, { what, staffId, accountId, kind, ...days, page }, [
        ...(scopesAllow(scopes, 'read_protection') ? [] : aboutProtections),
      ]);
      const lines = journal.lines.map((line) => ({
        at: at(line.at),
        staff: line.staffId,
        by: line.staffName,
        kind: line.kind,
        words: lineWords(what, line),
        account: line.accountId,
        reference: line.reference,
        reason: line.reason,
      }));
      return { body: { page, more: journal.more, lines } };
    },
  );

  api.school(
    'readSchool',
    { summary: 'The settings of the school', answer: WholeSettings },
    async ({ deps, desk }) => ({ body: shown(desk.schoolUai, await readSettings(deps, desk)) }),
  );

  api.school(
    'setSchool',
    {
      summary: 'Change some settings of the school; the others stay',
      body: Type.Partial(Type.Object(Settings, closed), closed),
      answer: WholeSettings,
    },
    async ({ deps, desk, body, takeToday }) => {
      if (body.contactMail !== undefined && body.contactMail !== '' && parseMailAddress(body.contactMail) === undefined)
        throw new Problem(422, 'not_possible', 'Écrivez une adresse mail, par exemple secretariat@exemple.fr.');
      if (body.links?.some(({ address }) => !URL.canParse(address)))
        throw new Problem(422, 'not_possible', 'L’adresse d’un lien commence par https://.');
      await takeToday('set_school');
      const set = await setSettings(deps, desk, { ...(await readSettings(deps, desk)), ...body });
      if (!set.ok) throw notAllowed();
      return { body: shown(desk.schoolUai, await readSettings(deps, desk)) };
    },
  );
}
