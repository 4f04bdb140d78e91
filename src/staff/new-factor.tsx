// What a page shows to add a second factor: a passkey to name and make, or the square of an application of codes.
import type { JSX } from 'preact';
import { Field } from '../web/fields.js';
import { Identifier } from '../web/names.js';
import { Button } from '../web/panels.js';
import { PasskeyButton } from '../web/passkey.js';
import { QrCode } from '../web/qr-code.js';
import type { FieldError } from '../web/view.js';

/** What a browser without passkeys, or without JavaScript, is told. */
export const without = 'Ce navigateur ne lit pas les clés d’accès : il en faut un récent, avec JavaScript.';

export const KeyNameField = ({
  value,
  errors,
}: {
  value: string | undefined;
  errors: readonly FieldError[];
}): JSX.Element => (
  <Field
    name="name"
    label="Nom de cette clé"
    hint="Pour la reconnaître, par exemple « Ordinateur du secrétariat »."
    value={value}
    errors={errors}
  />
);

/** The name of a key and the button that makes it: posts `name` and `passkey` in the form around it. */
export function NewPasskey({
  value,
  errors,
  submit,
}: {
  value: string | undefined;
  errors: readonly FieldError[];
  submit: string;
}): JSX.Element {
  return (
    <PasskeyButton without={without}>
      <KeyNameField value={value} errors={errors} />
      <Button icon="key">{submit}</Button>
    </PasskeyButton>
  );
}

export type SecretShown = { readonly text: string; readonly address: string };

/** The square and the key of an application of codes. */
export function ScanSecret({ secret }: { secret: SecretShown }): JSX.Element {
  return (
    <>
      <p>
        À chaque connexion, une application vous donne un code. Installez-la sur votre téléphone (FreeOTP, Aegis, Google
        Authenticator…), puis visez ce carré avec elle.
      </p>
      <QrCode text={secret.address} label="Carré à viser avec l’application de codes" />
      <p>
        Ou tapez cette clé dans l’application : <Identifier>{secret.text}</Identifier>
      </p>
    </>
  );
}
