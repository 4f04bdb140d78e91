// Facts told as name and value: a list with its actions, a plain receipt, and states as a shape with a word.
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icons.js';

export type Fact = { readonly name: string; readonly value: ComponentChildren; readonly action?: ComponentChildren };

/** Name, value, and what can be done about it (a link). */
export function SummaryList({ facts }: { facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="summary">
      {facts.map((fact) => (
        <div>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
          {fact.action !== undefined && <dd class="action">{fact.action}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** Name and value on one line: a receipt, a letter. */
export function Facts({ facts }: { facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <div>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

const states = {
  done: ['done', 'keep'],
  pending: ['clock', 'soft'],
  retry: ['retry', 'shut'],
  unconfirmed: ['clock', 'shut'],
  active: ['done', 'keep'],
  'to-activate': ['circle', 'soft'],
  'no-mail': ['lozenge', 'shut'],
  grouped: ['rings', 'keep'],
  'to-decide': ['alert', 'bad'],
  closed: ['shut', 'soft'],
  asleep: ['clock', 'soft'],
  frozen: ['lock', 'bad'],
  suspended: ['lock', 'shut'],
} as const satisfies Record<string, readonly [IconName, 'keep' | 'soft' | 'shut' | 'bad']>;

export type StateKind = keyof typeof states;

/** A state is always a shape and a word: each shape has an outline of its own. */
export function State({ kind, children }: { kind: StateKind; children: ComponentChildren }): JSX.Element {
  const [icon, look] = states[kind];
  return (
    <span class={`state ${look}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
