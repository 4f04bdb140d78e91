// One school's answer to a request: its form, what was answered, and what is left when it is over.
import type { JSX } from 'preact';
import type { RequestDecision, RequestState } from '../requests/rules.js';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import { Choice } from '../web/choices.js';
import { Form, TextArea } from '../web/fields.js';
import { Alert, Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';

export type AnswerForm = {
  readonly decision: string;
  readonly reason: string;
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

export type AnswerGiven = {
  readonly decision: RequestDecision;
  readonly reason: string | null;
  readonly staffName: string | null;
  readonly decidedAt: Date | null;
};

export function AnswerPanel({
  view,
  request,
  form,
}: {
  view: View;
  request: { readonly reference: string; readonly answerBy: Date };
  form: AnswerForm | undefined;
}): JSX.Element {
  if (form === undefined) return <p class="soft">La direction et le secrétariat répondent aux demandes.</p>;
  const { reference } = request;
  return (
    <AnswerCard
      view={view}
      title="Votre réponse"
      lead={`Répondez avant le ${view.t.dayOf(request.answerBy)}. Après, la personne qui gère Fratrie peut décider.`}
      action={href('schoolRequest', { reference })}
      back={href('schoolRequests')}
      form={form}
    />
  );
}

/** Accept or refuse, with a reason: of a school, or of the operator in its place. */
export function AnswerCard({
  view,
  title,
  lead,
  action,
  back,
  form,
}: {
  view: View;
  title: string;
  lead: string;
  action: string;
  back: string;
  form: AnswerForm;
}): JSX.Element {
  return (
    <Card title={title}>
      <p>{lead}</p>
      <Form view={view} action={action}>
        <Choice
          name="decision"
          kind="radio"
          label="Que répondez-vous ?"
          options={[
            { value: 'accepted', label: 'C’est la même personne : accepter', detail: 'Le parent confirme ensuite.' },
            { value: 'refused', label: 'Refuser', detail: 'Les deux comptes restent séparés.' },
          ]}
          chosen={[form.decision]}
          errors={form.errors}
        />
        <TextArea
          name="reason"
          label="Expliquez en une phrase"
          hint="Le parent ne lit pas cette phrase."
          value={form.reason}
          errors={form.errors}
        />
        {form.askCode && <SecurityCode view={view} errors={form.errors} />}
        <Buttons>
          <Button>Envoyer la réponse</Button>
          <ButtonLink kind="second" href={back}>
            Plus tard
          </ButtonLink>
        </Buttons>
      </Form>
    </Card>
  );
}

export function Given({ view, answer, waits }: { view: View; answer: AnswerGiven; waits: boolean }): JSX.Element {
  const who = answer.staffName === null || answer.staffName === '' ? '' : `, par ${answer.staffName}`;
  const when = answer.decidedAt === null ? '' : ` le ${view.t.dayOf(answer.decidedAt)}${who}`;
  return (
    <Alert kind="done" title={`Votre école a ${answer.decision === 'accepted' ? 'accepté' : 'refusé'}${when}.`}>
      <p>{answer.reason}</p>
      {waits && <p>La demande attend encore une autre réponse. Le parent reçoit un mail à la fin.</p>}
    </Alert>
  );
}

const overWords: Partial<Readonly<Record<RequestState, string>>> = {
  refused: 'Cette demande est refusée. Les deux comptes restent séparés, et leurs parents le savent.',
  withdrawn: 'Le parent a retiré sa demande. Rien n’est à faire.',
  void: 'Un des deux comptes a changé depuis : la demande ne vaut plus. Le parent peut en faire une autre.',
  done: 'Le parent a confirmé : les deux comptes sont regroupés. Vous pouvez casser ce regroupement depuis le compte.',
};

export function Over({ state }: { state: RequestState }): JSX.Element {
  return (
    <>
      <p>{overWords[state]}</p>
      <Buttons>
        <ButtonLink kind="second" href={href('schoolRequests')}>
          Voir les demandes
        </ButtonLink>
      </Buttons>
    </>
  );
}
