// The pages of tokens stand in two frames: the desk of a head, or the network of an operator.
import type { ComponentChildren, JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import type { Desk, Operator } from '../staff/rules.js';
import type { FieldError, View } from '../web/view.js';

export type TokenSeat = { readonly desk: Desk } | { readonly operator: Operator };

export const seatHrefs = (seat: TokenSeat) =>
  'desk' in seat
    ? {
        tokens: href('schoolTokens'),
        token: (number: number) => href('schoolToken', { number }),
        settings: href('schoolSettings'),
      }
    : {
        tokens: href('networkTokens'),
        token: (number: number) => href('networkToken', { number }),
        settings: href('networkSettings'),
      };

type Props = {
  view: View;
  seat: TokenSeat;
  title: string;
  /** Of one token: the way back is the list, else the settings. */
  one?: boolean;
  lead?: ComponentChildren;
  errors?: readonly FieldError[] | undefined;
  children: ComponentChildren;
};

export function TokenFrame({ view, seat, one, children, ...page }: Props): JSX.Element {
  const hrefs = seatHrefs(seat);
  const trail = [
    { href: hrefs.settings, label: 'Réglages' },
    ...(one === true ? [{ href: hrefs.tokens, label: 'Jetons' }] : []),
  ];
  if ('desk' in seat)
    return (
      <SchoolPage view={view} desk={seat.desk} trail={trail} {...page}>
        {children}
      </SchoolPage>
    );
  return (
    <NetworkPage view={view} operator={seat.operator} trail={trail} {...page}>
      {children}
    </NetworkPage>
  );
}
