// A form that sends files. Its token stands first: the server reads it before the first file.
import type { ComponentChildren, JSX } from 'preact';
import { describedBy, type FieldBase, Group, invalid } from './fields.js';
import { errorOf, type View } from './view.js';

type UploadFormProps = { view: View; action: string; children: ComponentChildren };

export function UploadForm({ view, action, children }: UploadFormProps): JSX.Element {
  return (
    <form method="post" action={action} encType="multipart/form-data" noValidate>
      <input type="hidden" name="_csrf" value={view.csrf} />
      {children}
    </form>
  );
}

/** `accept`: endings, as a help to choose; what a file is, the server reads in it. */
export function FileField(props: FieldBase & { accept: string; multiple?: boolean }): JSX.Element {
  const { name, accept, multiple, hint, errors } = props;
  const error = errorOf(errors, name);
  return (
    <Group {...props}>
      <input
        type="file"
        id={name}
        name={name}
        accept={accept}
        multiple={multiple === true}
        required
        aria-describedby={describedBy(name, hint, error)}
        {...invalid(error)}
      />
    </Group>
  );
}
