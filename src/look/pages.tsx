// The look of the network: chosen, and looked at before it holds.
import type { JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Operator } from '../staff/rules.js';
import { Choice } from '../web/choices.js';
import { Field, Form, TextArea } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, CalmPanel, Card } from '../web/panels.js';
import { FileField, UploadForm } from '../web/upload-form.js';
import type { FieldError, View } from '../web/view.js';
import { longestName } from './rules.js';

export type LookTyped = Readonly<Record<'name' | 'colour' | 'logo', string>>;
type Props = { view: View; operator: Operator };

export function LookPage({
  view,
  operator,
  form,
}: Props & {
  form: {
    readonly typed: LookTyped;
    readonly usualName: string;
    readonly hasLogo: boolean;
    readonly held: boolean;
    readonly askCode: boolean;
    readonly errors: readonly FieldError[];
  };
}): JSX.Element {
  const { typed, errors } = form;
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Apparence"
      lead="Le nom, le dessin et la couleur que les parents et les écoles voient."
      errors={errors}
    >
      <div class="narrow">
        {form.held && <Alert kind="done" title="L’apparence est changée." />}
        <UploadForm view={view} action={href('networkLook')}>
          <Card>
            <Field
              name="name"
              label="Nom du réseau"
              hint={`${longestName} signes au plus. Vide : ${form.usualName}.`}
              value={typed.name}
              errors={errors}
            />
            <Field
              name="colour"
              label="Couleur principale"
              hint="Par exemple #6b1c4f. Vide : celle de Fratrie. Elle doit se lire sur du blanc."
              value={typed.colour}
              errors={errors}
            />
            {form.hasLogo && (
              <Choice
                kind="radio"
                name="keep"
                label="Le dessin d’aujourd’hui"
                options={[
                  { value: 'yes', label: 'Le garder' },
                  { value: 'no', label: 'L’enlever' },
                ]}
                chosen={['yes']}
                errors={errors}
              />
            )}
            {form.askCode && <SecurityCode view={view} errors={errors} />}
            <TextArea
              name="logo"
              label="Dessin (SVG)"
              hint="Collez-le, ou choisissez son fichier. 32 ko au plus, avec viewBox. Seuls les tracés sont gardés."
              value={typed.logo}
              errors={errors}
            />
            <FileField name="logo_file" label="Ou son fichier" accept=".svg" />
            <Button>Voir ce que cela donne</Button>
          </Card>
        </UploadForm>
      </div>
    </NetworkPage>
  );
}

export function LookPreviewPage({
  view,
  operator,
  form,
}: Props & {
  form: {
    readonly name: string;
    readonly version: string;
    readonly askCode: boolean;
    readonly errors: readonly FieldError[];
  };
}): JSX.Element {
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Ce que cela donne"
      lead="Cette page seule porte l’essai. Rien n’a changé pour les autres."
      trail={[{ href: href('networkLook'), label: 'Apparence' }]}
      errors={form.errors}
    >
      <div class="narrow">
        <Card title={<FrenchName>{form.name}</FrenchName>}>
          <p>
            Un texte, puis <a href={href('networkLookPreview')}>un lien</a>. La barre et son dessin sont ceux de
            l’essai.
          </p>
          <CalmPanel title="Un panneau calme">
            <p>
              Il porte aussi <a href={href('networkLookPreview')}>un lien</a>.
            </p>
          </CalmPanel>
        </Card>
        <Form view={view} action={href('networkLookPreview')}>
          <input type="hidden" name="version" value={form.version} />
          {form.askCode && <SecurityCode view={view} errors={form.errors} />}
          <Buttons>
            <Button>Appliquer à tous</Button>
            <ButtonLink kind="second" href={href('networkLook')}>
              Changer encore
            </ButtonLink>
          </Buttons>
        </Form>
      </div>
    </NetworkPage>
  );
}
