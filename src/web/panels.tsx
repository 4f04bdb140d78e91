// Buttons, links that look like buttons, and the few frames that a page is made of.
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icons.js';
import type { View } from './view.js';

type ButtonProps = {
  /** Only one button of a page is first (filled): the task itself. */
  kind?: 'first' | 'second' | 'link';
  icon?: IconName;
  /** For a form with two buttons: which one was pressed. */
  name?: string;
  value?: string;
  /** For a button that gives up: what the other one asks for need not be filled in. */
  unchecked?: boolean;
  children: ComponentChildren;
};

const lookOf = (kind: ButtonProps['kind']): string =>
  kind === 'link' ? 'button-link' : kind === 'second' ? 'button second' : 'button';

/** Submits its form. */
export function Button({ kind, icon, name, value, unchecked, children }: ButtonProps): JSX.Element {
  return (
    <button type="submit" class={lookOf(kind)} name={name} value={value} formNoValidate={unchecked}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

export function ButtonLink({
  kind,
  icon,
  href,
  children,
}: Omit<ButtonProps, 'name' | 'value' | 'unchecked'> & { href: string }): JSX.Element {
  return (
    <a class={lookOf(kind)} href={href}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}

/** « Oui » beside « Non » (under it on a phone). */
export function Buttons({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="buttons">{children}</div>;
}

/** Prints the page; there only with the script. */
export function PrintButton({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <button type="button" class="button-link print" hidden data-print>
      <Icon name="print" />
      <span>{children}</span>
    </button>
  );
}

type CardProps = { title?: ComponentChildren; icon?: IconName; id?: string; children: ComponentChildren };

export function Card({ title, icon, id, children }: CardProps): JSX.Element {
  return (
    <section class="card" id={id}>
      {title !== undefined && (
        <h2 class={icon === undefined ? undefined : 'with-icon'}>
          {icon !== undefined && <Icon name={icon} />}
          <span>{title}</span>
        </h2>
      )}
      {children}
    </section>
  );
}

/** A tinted panel without a line: the next step, offered and not pressed. One per column. */
export function CalmPanel({ title, icon, action, children }: CardProps & { action?: ComponentChildren }): JSX.Element {
  return (
    <section class={action === undefined ? 'calm' : 'calm with-action'}>
      <div>
        {title !== undefined && (
          <h2 class={icon === undefined ? undefined : 'with-icon'}>
            {icon !== undefined && <Icon name={icon} />}
            <span>{title}</span>
          </h2>
        )}
        {children}
      </div>
      {action}
    </section>
  );
}

/** Amber: the parent must do or know something. */
export function Note({ icon = 'info', children }: { icon?: IconName; children: ComponentChildren }): JSX.Element {
  return (
    <div class="note">
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** What has just happened, told to screen readers too. 'done' is green, 'bad' red, 'info' tinted. */
export function Alert({
  kind,
  title,
  children,
}: {
  kind: 'done' | 'bad' | 'info';
  title?: string;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <div
      class={`alert ${kind}`}
      role={kind === 'bad' ? 'alert' : 'status'}
      tabIndex={-1}
      data-focus={kind === 'info' ? undefined : ''}
    >
      <Icon name={kind === 'done' ? 'done' : kind === 'bad' ? 'alert' : 'info'} />
      <div>
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

/** Consequences, one short sentence each, before the button. */
export function Points({
  points,
}: {
  points: readonly { icon: IconName; look?: 'keep' | 'shut'; text: ComponentChildren }[];
}): JSX.Element {
  return (
    <ul class="points">
      {points.map((point) => (
        <li class={point.look}>
          <Icon name={point.icon} />
          <span>{point.text}</span>
        </li>
      ))}
    </ul>
  );
}

/** Where one is in a task of a few pages; `at` counts from 1. */
export function Steps({ view, names, at }: { view: View; names: readonly string[]; at: number }): JSX.Element {
  return (
    <div class="steps">
      <p>{view.t('steps.at', { at, of: names.length })}</p>
      <ol>
        {names.map((name, index) => (
          <li
            class={index + 1 < at ? 'done' : index + 1 === at ? 'now' : undefined}
            aria-current={index + 1 === at ? 'step' : undefined}
          >
            <span>{`${index + 1}. ${name}`}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
