// Who works here: the list with a form to add somebody; one person; his end; his link.
import type { JSX } from 'preact';
import { SecurityCode } from '../staff/pages.js';
import type { Role } from '../staff/rights-rules.js';
import { roleWords } from '../staff/words.js';
import { Choice } from '../web/choices.js';
import { State } from '../web/facts.js';
import { Field, Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Button, Card } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { TeamPage, type TeamPlace, teamHrefs, teamTitle } from './frame.js';
import { type Member, memberName } from './rules.js';
import { roleOptions } from './words.js';

export type MemberTyped = {
  readonly mail: string;
  readonly name: string;
  readonly role: string;
  /** As typed, « 2026-12-31 » from a browser that has a calendar. */
  readonly lastDay: string;
};

export type TeamForm = {
  readonly members: readonly Member[];
  readonly roles: readonly Role[];
  readonly typed: MemberTyped;
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

export function TeamListPage({ view, place, form }: { view: View; place: TeamPlace; form: TeamForm }): JSX.Element {
  const { members, typed, errors } = form;
  return (
    <TeamPage view={view} place={place} title={teamTitle(place)} whole errors={errors}>
      <Table
        caption="Personnes qui ont un rôle ici"
        quiet
        columns={[{ name: 'Personne' }, { name: 'Rôle' }, { name: 'Jusqu’au' }, { name: 'Accès' }, { name: 'Vu le' }]}
        rows={members.map((member) => ({
          cells: [
            <a class="long" href={teamHrefs(place).member(member.id)}>
              <FrenchName>{memberName(member)}</FrenchName>
            </a>,
            roleWords[member.role],
            endWords(view, member),
            <Access view={view} member={member} />,
            member.seenAt === null ? 'Jamais' : view.t.shortDay(member.seenAt),
          ],
        }))}
        empty="Personne pour l’instant."
      />
      <Form view={view} action={teamHrefs(place).team} class="narrow">
        <Card title="Ajouter une personne">
          <Field name="mail" type="email" label="Adresse mail" value={typed.mail} errors={errors} required />
          <Field name="name" label="Prénom et nom" value={typed.name} errors={errors} />
          <RoleAndEnd roles={form.roles} typed={typed} errors={errors} />
          {form.askCode && <SecurityCode view={view} errors={errors} />}
          <Button icon="plus">Ajouter</Button>
        </Card>
      </Form>
    </TeamPage>
  );
}

/** Nothing to choose where there is one role only. */
export function RoleAndEnd({
  roles,
  typed,
  errors,
}: {
  roles: readonly Role[];
  typed: Pick<MemberTyped, 'role' | 'lastDay'>;
  errors: readonly FieldError[];
}): JSX.Element {
  const [only, ...others] = roles;
  return (
    <>
      {others.length === 0 ? (
        <input type="hidden" name="role" value={only} />
      ) : (
        <Choice
          name="role"
          label="Rôle"
          kind="radio"
          options={roleOptions(roles)}
          chosen={[typed.role]}
          errors={errors}
        />
      )}
      <Field
        name="lastDay"
        type="date"
        label="Dernier jour du rôle"
        hint="Laissez vide s’il n’a pas de fin. Ce jour-là, la personne travaille encore."
        value={typed.lastDay}
        errors={errors}
      />
    </>
  );
}

/** The last day, or that there is none. */
export function endWords({ t }: View, { endsAt }: Pick<Member, 'endsAt'>): string {
  // Its last instant is of the day before.
  return endsAt === null ? 'Sans fin' : t.shortDay(new Date(endsAt.getTime() - 1));
}

export function Access({ view, member }: { view: View; member: Member }): JSX.Element {
  if (member.enrolled) return <State kind="active">Créé</State>;
  if (member.linkExpiresAt === null) return <State kind="no-mail">Lien trop ancien</State>;
  return <State kind="unconfirmed">{`Lien donné (${view.t.shortDay(member.linkExpiresAt)})`}</State>;
}
