// One person of a team: role and end, the end at once, the link.
import type { JSX } from 'preact';
import { SecurityCode } from '../staff/pages.js';
import type { Role } from '../staff/rights-rules.js';
import { roleWords } from '../staff/words.js';
import { Facts } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Note, Points } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { TeamPage, type TeamPlace, teamHrefs, teamTitle } from './frame.js';
import { Access, endWords, type MemberTyped, RoleAndEnd } from './pages.js';
import { linkShownMinutes, type MemberSeen, memberName } from './rules.js';

type Props = {
  view: View;
  place: TeamPlace;
  member: MemberSeen;
  askCode: boolean;
  errors: readonly FieldError[];
};

const known = (view: View, member: MemberSeen) => [
  { name: 'Personne', value: <FrenchName>{memberName(member)}</FrenchName> },
  { name: 'Adresse mail', value: <FrenchName>{member.mail}</FrenchName> },
  { name: 'Rôle', value: roleWords[member.role] },
  { name: 'Depuis le', value: view.t.dayOf(member.since) },
  { name: 'Jusqu’au', value: endWords(view, member) },
  { name: 'Accès', value: <Access view={view} member={member} /> },
];

export function MemberPage({
  view,
  place,
  member,
  roles,
  typed,
  askCode,
  errors,
}: Props & { roles: readonly Role[]; typed: Pick<MemberTyped, 'role' | 'lastDay'> }): JSX.Element {
  const hrefs = teamHrefs(place);
  return (
    <TeamPage view={view} place={place} title={memberName(member)} errors={errors}>
      <div class="narrow">
        <Card>
          <Facts facts={known(view, member)} />
        </Card>
        {member.oneself ? (
          <Note>C’est vous. Personne ne change son propre rôle.</Note>
        ) : (
          <>
            <Form view={view} action={hrefs.member(member.id)}>
              <Card title="Changer le rôle ou sa fin">
                <RoleAndEnd roles={roles} typed={typed} errors={errors} />
                {member.renewedByChange && <RenewalNote enrolled={member.enrolled} />}
                {askCode && <SecurityCode view={view} errors={errors} />}
                <Button>Enregistrer</Button>
              </Card>
            </Form>
            <Buttons>
              {member.mayMakeLink && (
                <ButtonLink kind="second" icon="key" href={hrefs.link(member.id)}>
                  {member.enrolled ? 'Téléphone ou mot de passe perdu' : 'Lien pour créer son accès'}
                </ButtonLink>
              )}
              <ButtonLink kind="second" icon="door" href={hrefs.end(member.id)}>
                Retirer de l’équipe
              </ButtonLink>
            </Buttons>
          </>
        )}
      </div>
    </TeamPage>
  );
}

/** The network answers for nobody whom a school let in: after its change the person comes in by its own link. */
function RenewalNote({ enrolled }: { enrolled: boolean }): JSX.Element {
  return (
    <Note icon="key">
      {enrolled ? (
        <p>
          Son accès vient d’un lien de l’école. Si vous changez son rôle, son mot de passe et ses codes sont effacés :
          donnez-lui le lien de la page suivante.
        </p>
      ) : (
        <p>
          Le lien qui l’attend vient de l’école. Si vous changez son rôle, il ne marchera plus : donnez-lui celui de la
          page suivante.
        </p>
      )}
    </Note>
  );
}

export function MemberEndPage({ view, place, member, askCode, errors }: Props): JSX.Element {
  const hrefs = teamHrefs(place);
  return (
    <TeamPage view={view} place={place} title="Retirer de l’équipe" errors={errors}>
      <div class="narrow">
        <Card>
          <Facts facts={known(view, member)} />
        </Card>
        <Form view={view} action={hrefs.end(member.id)}>
          <Points
            points={[
              { icon: 'door', text: 'Cette personne ne pourra plus rien lire ni changer ici, dès sa prochaine page.' },
              member.elsewhere
                ? { icon: 'info', text: 'Elle garde ses autres rôles et son accès.' }
                : { icon: 'key', text: 'Elle n’a pas d’autre rôle : son mot de passe et ses codes sont effacés.' },
              { icon: 'list', text: 'Ce qu’elle a fait reste écrit dans le journal.' },
            ]}
          />
          {askCode && <SecurityCode view={view} errors={errors} />}
          <Buttons>
            <Button>Retirer</Button>
            <ButtonLink kind="second" href={hrefs.member(member.id)}>
              Annuler
            </ButtonLink>
          </Buttons>
        </Form>
      </div>
    </TeamPage>
  );
}

export function MemberLinkPage({
  view,
  place,
  member,
  link,
  askCode,
  errors,
}: Props & { /** While it may be read. */ link: string | undefined }): JSX.Element {
  const hrefs = teamHrefs(place);
  return (
    <TeamPage
      view={view}
      place={place}
      title={link === undefined ? 'Faire un nouveau lien' : 'Le lien est prêt'}
      errors={errors}
    >
      <div class="narrow">
        <Card>
          <Facts facts={known(view, member)} />
        </Card>
        {link === undefined ? (
          <Form view={view} action={hrefs.link(member.id)}>
            <Points
              points={[
                member.enrolled
                  ? { icon: 'key', text: 'Son mot de passe et ses codes sont effacés. Ses connexions finissent.' }
                  : { icon: 'key', text: 'Le lien donné avant celui-ci ne marchera plus.' },
                { icon: 'person', text: 'Donnez le lien à cette personne seule, en main propre.' },
                { icon: 'clock', text: 'Il sert une seule fois, pendant 7 jours.' },
              ]}
            />
            {askCode && <SecurityCode view={view} errors={errors} />}
            <Buttons>
              <Button>Faire le lien</Button>
              <ButtonLink kind="second" href={hrefs.member(member.id)}>
                Annuler
              </ButtonLink>
            </Buttons>
          </Form>
        ) : (
          <>
            <Card title="À donner à cette personne seule">
              <p class="long">
                <FrenchName>{link}</FrenchName>
              </p>
              <p class="soft">
                {`Cette page montre le lien pendant ${linkShownMinutes} minutes. Il sert une seule fois, pendant 7 jours.`}
              </p>
            </Card>
            <Buttons>
              <ButtonLink href={hrefs.team}>{`Retour : ${teamTitle(place)}`}</ButtonLink>
            </Buttons>
          </>
        )}
      </div>
    </TeamPage>
  );
}
