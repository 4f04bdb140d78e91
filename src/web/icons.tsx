// Fratrie's own drawings: 24 px grid, round strokes of 2 px, the colour of the text beside them. Never without a word.
import type { JSX } from 'preact';

// One path each; shapes that must be filled are in `filled`.
const strokes = {
  alert: 'M12 4 2.5 20h19ZM12 10v4.5M12 17.4v.1',
  arrow: 'M4 12h16M14 6l6 6-6 6',
  bars: 'M4 20h16M7 16v-4M12 16V4M17 16V9',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4ZM10 21h4',
  book: 'M12 6.5C9.5 4.6 6.5 4.2 3 4.6v13.6c3.5-.4 6.5 0 9 1.8 2.5-1.8 5.5-2.2 9-1.8V4.6c-3.5-.4-6.5 0-9 1.9ZM12 6.5V20',
  bus: 'M5 5h14v12H5ZM5 11h14M8 17v3M16 17v3',
  calendar: 'M4 6h16v14H4ZM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4',
  check: 'M5 12.5l4.5 4.5L19.5 7',
  chevron: 'M9 5.5 15.5 12 9 18.5',
  children:
    'M8.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c0-4 2-6.5 6-6.5s6 2.5 6 6.5M17 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM16.5 17.2c3 0 5 1.3 5 3.8',
  circle: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  clipboard: 'M9 5H6v16h12V5h-3M9 3h6v4H9ZM9 12h6M9 16h6',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7v5l3 2.5',
  coins:
    'M12 9.5c4.1 0 7-1.3 7-3s-2.9-3-7-3-7 1.3-7 3 2.9 3 7 3ZM5 6.5V12c0 1.7 2.9 3 7 3s7-1.3 7-3V6.5M5 12v5.5c0 1.7 2.9 3 7 3s7-1.3 7-3V12',
  cross: 'M6 6l12 12M18 6 6 18',
  cutlery: 'M6 3v5a2.5 2.5 0 0 0 5 0V3M8.5 3v18M17 21V3c-2.5 1.5-3.5 4-3.5 6.5S14.5 13.5 17 14',
  door: 'M13 4H5v16h8M10 12h11M17 8l4 4-4 4',
  fork: 'M12 21v-7M12 14 6 8M12 14l6-6M5 12V7h5M14 7h5v5',
  home: 'M3.5 11.5 12 4l8.5 7.5M6 10v10h12V10M10 20v-6h4v6',
  inbox: 'M5.5 5h13l2.5 8v6H3v-6ZM3 13h5.5c0 2 1.5 3 3.5 3s3.5-1 3.5-3H21',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11.5v4.5M12 8v.1',
  key: 'M8 15.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12.5 11H21v4M17.5 11v3',
  languages: 'M3 6h11M8.5 3.5V6M12 6c-.8 4-3.5 7.5-8 9.5M5.5 9c1.5 3 4 5 7 6.5M12.5 20.5 17 10l4.5 10.5M14 17h6',
  letter: 'M6 3h8l4 4v14H6ZM14 3v4h4M9 12h6M9 16h6M9 8h1.5',
  list: 'M5 3.5h14v17H5ZM8 9l1.5 1.5L12 8M8 15l1.5 1.5L12 14M15 9.5h1M15 15.5h1',
  lock: 'M6 10.5h12V20H6ZM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5',
  lozenge: 'M12 3l9 9-9 9-9-9ZM12 8.5V13M12 15.8v.1',
  mail: 'M3 5.5h18v13H3ZM3.5 6.5 12 13l8.5-6.5',
  minus: 'M5 12h14',
  pencil: 'M4 20l1-4.5L16 4.5 19.5 8 8.5 19ZM13.5 7l3.5 3.5',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 19.5c0-4 2-6 6-6 2 0 3.5.5 4.5 1.5M15 7h6M15 11.5h6M17 16h4',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 21c0-4.5 2.5-7 7.5-7s7.5 2.5 7.5 7',
  phone:
    'M5 4h4l1.5 5-2.5 1.5c1 2.5 3 4.5 5.5 5.5L15 13.5l5 1.5v4c0 1-.5 1.5-1.5 1.5C10.5 20.5 3.5 13.5 3.5 5.5 3.5 4.5 4 4 5 4Z',
  plus: 'M12 5v14M5 12h14',
  print: 'M7 8V3.5h10V8M7 17H4V8h16v9h-3M7 14h10v6.5H7Z',
  retry: 'M4.5 10A8 8 0 0 1 19 8M20 3.5V8.5h-5M19.5 14A8 8 0 0 1 5 16M4 20.5V15.5h5',
  rings: 'M9 17.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM15 17.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Z',
  school: 'M12 4 3 9v11h18V9ZM10 20v-5h4v5M12 10.5v.1M7 13v3M17 13v3',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 21 21',
  shut: 'M4.5 4.5h15v15h-15ZM9 9l6 6M15 9l-6 6',
  sort: 'M12 20V5M6.5 10.5 12 5l5.5 5.5',
  sort_down: 'M12 4v15M6.5 13.5 12 19l5.5-5.5',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  upload: 'M12 16V4M7 9l5-5 5 5M4 15v5h16v-5',
} as const;

export type IconName = keyof typeof strokes | 'done';

/** What points along the line of text and so turns round in a right-to-left page. */
const turning: ReadonlySet<string> = new Set(['arrow', 'chevron', 'door', 'book', 'list', 'retry']);

export function Icon({ name }: { name: IconName }): JSX.Element {
  const look = turning.has(name) ? 'icon turns' : 'icon';
  if (name === 'done') {
    return (
      <svg class={look} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <circle cx="12" cy="12" r="9.5" fill="currentColor" stroke="none" />
        <path class="on" d="M7.5 12.3l3 3 6-6.3" />
      </svg>
    );
  }
  return (
    <svg class={look} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={strokes[name]} />
    </svg>
  );
}

/** A tall sibling and a small one, on the brand's square. */
export function Logo(): JSX.Element {
  return (
    <svg class="logo" viewBox="0 0 36 36" aria-hidden="true" focusable="false">
      <rect class="logo-ground" width="36" height="36" rx="9" />
      <g fill="#fff">
        <circle cx="14" cy="11" r="4.8" />
        <path d="M6 29v-3c0-5.5 3-8.5 8-8.5 2.4 0 4.3.7 5.7 2-2.3 1.6-3.5 4-3.5 7V29Z" />
      </g>
      <g class="logo-small">
        <circle cx="24.5" cy="17" r="3.6" />
        <path d="M18 29v-1.5c0-4 2.3-6 6.5-6s6.5 2 6.5 6V29Z" />
      </g>
    </svg>
  );
}
