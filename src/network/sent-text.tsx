// What a program is sent, as it is: its lines are kept, and broken where the page ends.
import type { JSX } from 'preact';
import { FrenchName } from '../web/names.js';

export function SentText({ children }: { children: string }): JSX.Element {
  return (
    <pre class="sent">
      <FrenchName>{children}</FrenchName>
    </pre>
  );
}
