// How a form of the desk ends.
import type { JSX } from 'preact';
import { Button, ButtonLink, Buttons } from './panels.js';

/** What the form does, and the way back that changes nothing. */
export function DoOrCancel({ act, back }: { act: string; back: string }): JSX.Element {
  return (
    <Buttons>
      <Button>{act}</Button>
      <ButtonLink kind="second" href={back}>
        Annuler
      </ButtonLink>
    </Buttons>
  );
}
