// Forms and their fields. Each field carries its visible label, its hint and its error; its id is its name, so that the
// error summary can lead to it. `errors` is the whole list of the form: a field takes its own.
// <Form view={view} action="/connexion"><Field name="identifier" label=… errors={errors}/> … <Button>…</Button></Form>
import type { ComponentChildren, JSX } from 'preact';
import { errorOf, type FieldError, type View } from './view.js';

type FormProps = {
  view: View;
  action: string;
  class?: string;
  id?: string;
  /** What a script reads there: `data-…`. */
  data?: Readonly<Record<`data-${string}`, string>>;
  children: ComponentChildren;
};

/** Always posts, always with the session's token. The server checks the fields and words the errors. */
export function Form({ view, action, class: look, id, data, children }: FormProps): JSX.Element {
  return (
    <form method="post" action={action} class={look} id={id} noValidate {...data}>
      <input type="hidden" name="_csrf" value={view.csrf} />
      {children}
    </form>
  );
}

export type FieldBase = {
  name: string;
  label: string;
  hint?: ComponentChildren;
  errors?: readonly FieldError[] | undefined;
};

export const describedBy = (name: string, hint: unknown, error: unknown): string | undefined =>
  [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`].filter(Boolean).join(' ') ||
  undefined;

export const invalid = (error: string | undefined): { 'aria-invalid'?: 'true' } =>
  error === undefined ? {} : { 'aria-invalid': 'true' };

/** Label, hint and error around one control. */
export function Group({
  name,
  label,
  hint,
  errors,
  children,
}: FieldBase & { children: ComponentChildren }): JSX.Element {
  const error = errorOf(errors, name);
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for={name}>{label}</label>
      <Explained name={name} hint={hint} error={error} />
      {children}
    </div>
  );
}

export function Explained({
  name,
  hint,
  error,
}: {
  name: string;
  hint: ComponentChildren;
  error: string | undefined;
}): JSX.Element {
  return (
    <>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </>
  );
}

export type FieldProps = FieldBase & {
  value?: string | undefined;
  type?: 'text' | 'email' | 'date';
  /** The token of the HTML standard: « email », « off »… */
  autocomplete?: string;
  required?: boolean;
};

/** A line of text. */
export function Field(props: FieldProps): JSX.Element {
  const { name, value, type = 'text', autocomplete = 'off', required, hint, errors } = props;
  const error = errorOf(errors, name);
  const shared = {
    id: name,
    name,
    value: value ?? '',
    autocomplete,
    required: required === true,
    'aria-describedby': describedBy(name, hint, error),
    ...invalid(error),
  };
  return (
    <Group {...props}>
      {type === 'email' && <input type="email" dir="ltr" autocapitalize="none" spellcheck={false} {...shared} />}
      {type === 'date' && <input type="date" {...shared} />}
      {type === 'text' && <input type="text" {...shared} />}
    </Group>
  );
}

/** An account's identifier: left to right, never corrected nor capitalised by the telephone. */
export function IdentifierField(props: FieldBase & { value?: string | undefined; autocomplete?: string }): JSX.Element {
  const { name, value, autocomplete = 'username', hint, errors } = props;
  const error = errorOf(errors, name);
  return (
    <Group {...props}>
      <input
        type="text"
        id={name}
        name={name}
        value={value ?? ''}
        autocomplete={autocomplete}
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        dir="ltr"
        required
        {...invalid(error)}
        aria-describedby={describedBy(name, hint, error)}
      />
    </Group>
  );
}

/** A letter code (or a code of six digits): shown in clear, one wide box, grouped by the script, paste never hindered. */
export function CodeField(props: FieldBase & { value?: string | undefined; digits?: boolean }): JSX.Element {
  const { name, value, digits, hint, errors } = props;
  const error = errorOf(errors, name);
  return (
    <Group {...props}>
      <input
        type="text"
        id={name}
        name={name}
        class="code-box"
        value={value ?? ''}
        autocomplete={digits === true ? 'one-time-code' : 'off'}
        inputMode={digits === true ? 'numeric' : 'text'}
        autocapitalize="characters"
        autocorrect="off"
        spellcheck={false}
        dir="ltr"
        required
        data-code={digits === true ? undefined : ''}
        {...invalid(error)}
        aria-describedby={describedBy(name, hint, error)}
      />
    </Group>
  );
}

type PasswordProps = FieldBase & { view: View; autocomplete: 'current-password' | 'new-password' | 'off' };

/** Never given a value. « Afficher » is there only with the script, which tells the change to screen readers. */
export function Password(props: PasswordProps): JSX.Element {
  const { view, name, autocomplete, hint, errors } = props;
  const { t } = view;
  const error = errorOf(errors, name);
  return (
    <Group {...props}>
      <div class="password">
        <input
          type="password"
          id={name}
          name={name}
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          dir="ltr"
          required
          {...invalid(error)}
          aria-describedby={describedBy(name, hint, error)}
        />
        <button
          type="button"
          hidden
          data-show={name}
          data-hide-word={t('password.hide')}
          data-shown={t('password.shown')}
          data-hidden={t('password.hidden')}
        >
          {t('password.show')}
        </button>
        <span class="unseen" role="status" />
      </div>
    </Group>
  );
}

/** Tells a password manager whose password a form asks for; nobody sees it, nothing is read from it. */
export function KnownIdentifier({ identifier }: { identifier: string }): JSX.Element {
  return <input type="text" name="username" autocomplete="username" value={identifier} readOnly hidden />;
}

export type TextAreaProps = FieldBase & { value?: string | undefined; rows?: number };

export function TextArea(props: TextAreaProps): JSX.Element {
  const { name, value, rows = 3, hint, errors } = props;
  const error = errorOf(errors, name);
  return (
    <Group {...props}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        {...invalid(error)}
        aria-describedby={describedBy(name, hint, error)}
        value={value ?? ''}
      />
    </Group>
  );
}
