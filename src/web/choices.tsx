// Fields in which one chooses instead of typing, and the date in three boxes.
import type { ComponentChildren, JSX } from 'preact';
import { describedBy, Explained, type FieldBase, Group, invalid } from './fields.js';
import { errorOf, type View } from './view.js';

export type Option = { readonly value: string; readonly label: string };

export function Select(props: FieldBase & { value?: string | undefined; options: readonly Option[] }): JSX.Element {
  const { name, value, options, hint, errors } = props;
  const error = errorOf(errors, name);
  return (
    <Group {...props}>
      <select id={name} name={name} {...invalid(error)} aria-describedby={describedBy(name, hint, error)}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Group>
  );
}

export type ChoiceOption = {
  readonly value: string;
  readonly label: ComponentChildren;
  /** A second, softer line. */
  readonly detail?: ComponentChildren;
  /** Before the label: a ChildBadge for instance. */
  readonly badge?: ComponentChildren;
};

type ChoiceProps = FieldBase & {
  options: readonly ChoiceOption[];
  chosen: readonly string[];
  /** Radio: one answer. Checkbox: any number. */
  kind: 'radio' | 'checkbox';
  /** Each answer in a frame of its own, for answers of two lines. */
  framed?: boolean;
};

type QuestionProps = {
  name: string;
  label: string;
  hint: ComponentChildren;
  error: string | undefined;
  children: ComponentChildren;
};

/** Several controls under one label. The bar of an error needs a frame of its own: a legend sits on its fieldset's edge. */
function Question({ name, label, hint, error, children }: QuestionProps): JSX.Element {
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <fieldset aria-describedby={describedBy(name, hint, error)}>
        <legend>{label}</legend>
        <Explained name={name} hint={hint} error={error} />
        {children}
      </fieldset>
    </div>
  );
}

/** A question with its answers; the error summary leads to the first of them. */
export function Choice({ name, label, hint, errors, options, chosen, kind, framed }: ChoiceProps): JSX.Element {
  const error = errorOf(errors, name);
  return (
    <Question name={name} label={label} hint={hint} error={error}>
      {options.map((option, index) => (
        <label class={framed === true ? 'choice framed' : 'choice'}>
          <input
            type={kind}
            id={index === 0 ? name : undefined}
            name={name}
            value={option.value}
            checked={chosen.includes(option.value)}
          />
          {option.badge}
          <span>
            {option.label}
            {option.detail !== undefined && <small>{option.detail}</small>}
          </span>
        </label>
      ))}
    </Question>
  );
}

export type DateTyped = { readonly day: string; readonly month: string; readonly year: string };

/** A child's birth date in three boxes, posted as NAME-day, NAME-month and NAME-year. Errors go by NAME. */
export function BirthDate({
  view,
  name,
  label,
  hint,
  errors,
  value,
}: FieldBase & { view: View; value?: DateTyped }): JSX.Element {
  const { t } = view;
  const error = errorOf(errors, name);
  const box = (part: keyof DateTyped, words: string): JSX.Element => (
    <div class={part}>
      <label for={part === 'day' ? name : `${name}-${part}`}>{words}</label>
      <input
        type="text"
        inputMode="numeric"
        autocomplete="off"
        dir="ltr"
        id={part === 'day' ? name : `${name}-${part}`}
        name={`${name}-${part}`}
        value={value?.[part] ?? ''}
        {...invalid(error)}
      />
    </div>
  );
  return (
    <Question name={name} label={label} hint={hint} error={error}>
      <div class="date">
        {box('day', t('date.day'))}
        {box('month', t('date.month'))}
        {box('year', t('date.year'))}
      </div>
    </Question>
  );
}
