// The list of what to mend, first on the page: it takes the focus and each line leads to its field.
import type { JSX } from 'preact';
import { Icon } from './icons.js';
import type { FieldError, View } from './view.js';

type Props = { view: View; errors?: readonly FieldError[] | undefined };

export function ErrorSummary({ view, errors }: Props): JSX.Element | null {
  if (errors === undefined || errors.length === 0) return null;
  return (
    <div class="errors" role="alert" tabIndex={-1} data-focus>
      <h2>
        <Icon name="alert" />
        {view.t('page.problem')}
      </h2>
      <ul>
        {errors
          .filter((error) => error.message !== '')
          .map((error) => (
            <li>{error.field === '' ? error.message : <a href={`#${error.field}`}>{error.message}</a>}</li>
          ))}
      </ul>
    </div>
  );
}
