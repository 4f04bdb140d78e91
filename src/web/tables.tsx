// The desk's tables and figures: caption, headed columns, filters as chips, pages, counters, bars.
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icons.js';
import type { View } from './view.js';

export type Column = {
  readonly name: ComponentChildren;
  /** Numbers stand at the end of their column, in figures of one width. */
  readonly number?: boolean;
  readonly sorted?: 'ascending' | 'descending' | undefined;
  /** Sorts the table by this column, or turns its order around. */
  readonly href?: string;
};

export type Row = {
  /** The first cell is the row's head. */
  readonly cells: readonly ComponentChildren[];
};

type TableProps = {
  caption: ComponentChildren;
  /** The caption is read aloud only: when a title right above says it. */
  quiet?: boolean;
  columns: readonly Column[];
  rows: readonly Row[];
  /** In the place of rows when there is none. */
  empty?: ComponentChildren;
};

export function Table({ caption, quiet, columns, rows, empty }: TableProps): JSX.Element {
  const look = (at: number): string | undefined => (columns[at]?.number === true ? 'number' : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls in its frame, by keyboard too
    <section class="table" tabIndex={0} aria-label={typeof caption === 'string' ? caption : undefined}>
      <table>
        <caption class={quiet === true ? 'unseen' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th scope="col" class={look(at)} aria-sort={column.sorted}>
                {column.href === undefined ? column.name : <a href={column.href}>{column.name}</a>}{' '}
                {column.sorted !== undefined && <Icon name={column.sorted === 'descending' ? 'sort_down' : 'sort'} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && empty !== undefined && (
            <tr>
              <td colSpan={columns.length}>{empty}</td>
            </tr>
          )}
          {rows.map((row) => (
            <tr>
              {row.cells.map((cell, at) =>
                at === 0 ? (
                  <th scope="row" class={look(at)}>
                    {cell}
                  </th>
                ) : (
                  <td class={look(at)}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export type Chip = {
  readonly href: string;
  readonly label: string;
  readonly count?: number;
  readonly current?: boolean;
};

/** Filters as links, with how many each would show. */
export function Chips({ label, chips }: { label: string; chips: readonly Chip[] }): JSX.Element {
  return (
    <nav class="chips" aria-label={label}>
      {chips.map((chip) => (
        <a href={chip.href} aria-current={chip.current === true ? 'true' : undefined}>
          {chip.label} {chip.count !== undefined && <b>{chip.count}</b>}
        </a>
      ))}
    </nav>
  );
}

type PagerProps = { view: View; page: number; pages: number; hrefOf: (page: number) => string; summary?: string };

/** First, last, and the pages around the current one. */
export function Pager({ view, page, pages, hrefOf, summary }: PagerProps): JSX.Element | null {
  const { t } = view;
  if (pages <= 1) return summary === undefined ? null : <p class="soft">{summary}</p>;
  const near = Array.from({ length: pages }, (_, index) => index + 1).filter(
    (at) => at === 1 || at === pages || Math.abs(at - page) <= 1 || (page <= 2 && at <= 3),
  );
  return (
    <div class="pager">
      {summary !== undefined && <p class="soft">{summary}</p>}
      <nav aria-label={t('pager.label')}>
        {page > 1 && <a href={hrefOf(page - 1)}>{t('pager.previous')}</a>}
        {near.map((at, index) => (
          <>
            {index > 0 && at - (near[index - 1] ?? 0) > 1 && <span>…</span>}
            <a
              href={hrefOf(at)}
              aria-current={at === page ? 'page' : undefined}
              aria-label={t('pager.page', { page: at })}
            >
              {at}
            </a>
          </>
        ))}
        {page < pages && <a href={hrefOf(page + 1)}>{t('pager.next')}</a>}
      </nav>
    </div>
  );
}

type CounterProps = {
  count: number | string;
  label: string;
  detail?: string;
  icon?: IconName;
  href?: string;
  look?: 'keep' | 'shut' | 'bad';
};

export function Counter({ count, label, detail, icon, href, look }: CounterProps): JSX.Element {
  const number = <span class="big">{count}</span>;
  return (
    <li class="counter">
      {href === undefined ? (
        <>
          {number}
          <strong class={look}>
            {icon !== undefined && <Icon name={icon} />} {label}
          </strong>
        </>
      ) : (
        <a href={href}>
          {icon !== undefined && (
            <span class="kid tinted">
              <Icon name={icon} />
            </span>
          )}
          {number}
          <strong>{label}</strong>
        </a>
      )}
      {detail !== undefined && <small>{detail}</small>}
    </li>
  );
}

export function Counters({ children }: { children: ComponentChildren }): JSX.Element {
  return <ul class="counters">{children}</ul>;
}

export type Bar = { readonly name: string; readonly part: number; readonly whole: number; readonly low?: boolean };

/** « 6e A ▨▨▨▢▢ 26 sur 54 »: hatched and marked when low, so that the colour is not alone to say it. */
export function Bars({ bars, of }: { bars: readonly Bar[]; of: (bar: Bar) => string }): JSX.Element {
  // The hatching is drawn once, by the first bar that needs it.
  const hatched = bars.find((bar) => bar.low === true);
  return (
    <ul class="bars">
      {bars.map((bar) => (
        <li>
          <strong>{bar.name}</strong>
          <svg
            class={bar.low === true ? 'turns low' : 'turns'}
            width="100%"
            height="14"
            aria-hidden="true"
            focusable="false"
          >
            {bar === hatched && (
              <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="6" height="6" />
                <rect class="gap" width="2" height="6" />
              </pattern>
            )}
            <rect class="whole" width="100%" height="14" rx="7" />
            <rect
              class="part"
              width={`${bar.whole === 0 ? 0 : Math.round((100 * bar.part) / bar.whole)}%`}
              height="14"
              rx="7"
            />
          </svg>
          <span>
            {bar.low === true && <Icon name="alert" />} {of(bar)}
          </span>
        </li>
      ))}
    </ul>
  );
}
