// Tokens of a school's programs, or of the network's: the list with a form to make one; one of them.
import type { JSX } from 'preact';
import { SecurityCode } from '../staff/pages.js';
import { isNetworkScope, isSchoolScope, scopesOf, scopeWords } from '../staff/scope-rules.js';
import { Choice } from '../web/choices.js';
import { Facts, State } from '../web/facts.js';
import { Field, Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { seatHrefs, TokenFrame, type TokenSeat } from './frame.js';
import { longestTokenName, shownMinutes, type Token, tokenDays, tokenState } from './rules.js';
import { tokenWords } from './words.js';

export type TokenForm = {
  readonly tokens: readonly Token[];
  readonly now: Date;
  readonly name: string;
  readonly days: string;
  readonly scopes: readonly string[];
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

const stateOf = (token: Token, now: Date) => {
  const [kind, words] = tokenWords[tokenState(token, now)];
  return <State kind={kind}>{words}</State>;
};

export function TokensPage({ view, seat, form }: { view: View; seat: TokenSeat; form: TokenForm }): JSX.Element {
  const { tokens, now, errors } = form;
  return (
    <TokenFrame
      view={view}
      seat={seat}
      title="Jetons des programmes"
      lead="Avec un jeton, un programme fait ici ce que vous lui permettez, en votre nom. Tout est écrit dans le journal."
      errors={errors}
    >
      <Table
        caption="Jetons faits ici"
        quiet
        columns={[
          { name: 'Programme' },
          { name: 'État' },
          { name: 'Fin' },
          { name: 'Utilisé le' },
          { name: 'Fait par' },
        ]}
        rows={tokens.map((token) => ({
          cells: [
            <a class="long" href={seatHrefs(seat).token(token.id)}>
              <FrenchName>{token.name}</FrenchName>
            </a>,
            stateOf(token, now),
            view.t.shortDay(token.endsAt),
            token.lastUsedAt === null ? 'Jamais' : view.t.shortDay(token.lastUsedAt),
            <FrenchName>{token.madeBy}</FrenchName>,
          ],
        }))}
        empty="Aucun jeton pour l’instant."
      />
      <NewToken view={view} seat={seat} form={form} />
    </TokenFrame>
  );
}

function NewToken({ view, seat, form }: { view: View; seat: TokenSeat; form: TokenForm }): JSX.Element {
  const { errors } = form;
  const options = scopesOf('desk' in seat ? seat.desk.schoolUai : null).map((scope) => ({
    value: scope,
    label: capital(scopeWords(scope)),
    detail: <code>{scope}</code>,
  }));
  return (
    <Form view={view} action={seatHrefs(seat).tokens} class="narrow">
      <Card title="Faire un jeton">
        <Field
          name="name"
          label="Quel programme s’en sert ?"
          hint={`Par exemple : logiciel de vie scolaire. ${longestTokenName} signes au plus.`}
          value={form.name}
          errors={errors}
          required
        />
        <Choice
          name="scope"
          kind="checkbox"
          label="Ce qu’il peut faire"
          hint="Cochez le moins possible : personne ne lui demandera de code."
          options={options}
          chosen={form.scopes}
          errors={errors}
        />
        <Field
          name="days"
          label="Pendant combien de jours ?"
          hint={`Vide : ${tokenDays.usual}. ${tokenDays.most} au plus.`}
          value={form.days}
          errors={errors}
        />
        {form.askCode && <SecurityCode view={view} errors={errors} />}
        <Button icon="plus">Faire le jeton</Button>
      </Card>
    </Form>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export type TokenSeen = {
  readonly token: Token;
  /** While it may be read. */
  readonly secret: string | undefined;
  readonly now: Date;
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

export function TokenPage({ view, seat, seen }: { view: View; seat: TokenSeat; seen: TokenSeen }): JSX.Element {
  const { token, secret, now, errors } = seen;
  const state = tokenState(token, now);
  const mayEnd = state === 'live' || state === 'orphaned';
  return (
    <TokenFrame view={view} seat={seat} title={token.name} one errors={errors}>
      <div class="narrow">
        {secret !== undefined && (
          <Alert kind="done" title="Le jeton est prêt : copiez-le maintenant">
            <p class="long">
              <Identifier>{secret}</Identifier>
            </p>
            <p>
              {`Cette page le montre pendant ${shownMinutes} minutes, ou jusqu’à ce qu’il serve. Ensuite, personne ne peut le relire.`}
            </p>
          </Alert>
        )}
        <Card>
          <Facts
            facts={[
              { name: 'État', value: stateOf(token, now) },
              ...(state === 'orphaned'
                ? [{ name: 'Pourquoi', value: 'La personne qui l’a fait n’a plus ce droit ici.' }]
                : []),
              {
                name: 'Ce qu’il peut faire',
                value: token.scopes
                  .map((scope) => (isSchoolScope(scope) || isNetworkScope(scope) ? scopeWords(scope) : scope))
                  .join(' ; '),
              },
              { name: 'Fait le', value: view.t.shortDay(token.madeAt) },
              { name: 'Fait par', value: <FrenchName>{token.madeBy}</FrenchName> },
              { name: 'Fin', value: view.t.shortDay(token.endsAt) },
              { name: 'Utilisé le', value: token.lastUsedAt === null ? 'Jamais' : view.t.shortDay(token.lastUsedAt) },
            ]}
          />
        </Card>
        {mayEnd ? (
          <Form view={view} action={seatHrefs(seat).token(token.id)}>
            <Points
              points={[
                { icon: 'shut', text: 'Retiré, il n’ouvre plus rien, dès la prochaine demande du programme.' },
                { icon: 'list', text: 'Ce que le programme a fait reste écrit dans le journal.' },
              ]}
            />
            {seen.askCode && <SecurityCode view={view} errors={errors} />}
            <Buttons>
              <Button kind="second">Retirer ce jeton</Button>
              <ButtonLink kind="second" href={seatHrefs(seat).tokens}>
                Retour aux jetons
              </ButtonLink>
            </Buttons>
          </Form>
        ) : (
          <Buttons>
            <ButtonLink kind="second" href={seatHrefs(seat).tokens}>
              Retour aux jetons
            </ButtonLink>
          </Buttons>
        )}
      </div>
    </TokenFrame>
  );
}
