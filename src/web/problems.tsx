// What a person is shown when there is no page to show: short, without inner detail, with a number to give to the school.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Page } from './layout.js';
import { Identifier } from './names.js';
import { ButtonLink, Buttons } from './panels.js';
import type { View } from './view.js';

/** Thrown at the edge only: no such thing, or not for this person (who is not told which). */
export class NotFound extends Error {
  readonly statusCode = 404;
}

/** A post that the browser itself says comes from another site, or an act that this person may not do. */
export class Forbidden extends Error {
  readonly statusCode = 403;
}

/** A form without its token: too old, or never ours. */
export class WrongForm extends Error {
  readonly statusCode = 403;
}

type Words = 'not-found' | 'forbidden' | 'wrong-form' | 'too-large' | 'malformed' | 'unavailable' | 'broken';

function wordsFor(error: unknown, status: number): Words {
  if (error instanceof WrongForm) return 'wrong-form';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  if (status < 500) return 'malformed';
  return status === 503 ? 'unavailable' : 'broken';
}

// The database is away or refuses new work: worth trying again, unlike a bug.
const passing = /^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

/** The status that an error thrown on the way to an answer deserves. */
export function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500;
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return passing.test(code) ? 503 : 500;
}

const isOfDesk = (path: string): boolean => path === href('school') || path.startsWith(`${href('school')}/`);

type Props = { view: View; error: unknown; status: number; requestId: string };

export function ProblemPage({ view, error, status, requestId }: Props): JSX.Element {
  const { t } = view;
  const words = wordsFor(error, status);
  return (
    <Page view={view} title={t(`problem.${words}.title`)} failed>
      <p>{t(`problem.${words}.what-to-do`)}</p>
      {status >= 500 && <p>{t.rich('problem.number', { number: <Identifier>{requestId}</Identifier> })}</p>}
      <Buttons>
        <ButtonLink href={href(isOfDesk(view.path) ? 'school' : 'root')}>{t('problem.start-again')}</ButtonLink>
      </Buttons>
    </Page>
  );
}
