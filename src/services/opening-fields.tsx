// The days of a service at a school: for its head and for an operator.
import type { JSX } from 'preact';
import { Field } from '../web/fields.js';
import type { FieldError } from '../web/view.js';
import type { OpeningTyped } from './opening-form.js';

export function OpeningFields({ typed, errors }: { typed: OpeningTyped; errors: readonly FieldError[] }): JSX.Element {
  return (
    <>
      <Field name="opensOn" type="date" label="Premier jour" value={typed.opensOn} errors={errors} required />
      <Field
        name="closesOn"
        type="date"
        label="Dernier jour"
        hint="Vide : sans fin"
        value={typed.closesOn}
        errors={errors}
      />
      <Field
        name="dueOn"
        type="date"
        label="À faire avant le"
        hint="Vide : rien à faire"
        value={typed.dueOn}
        errors={errors}
      />
    </>
  );
}
