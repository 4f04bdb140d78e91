// Runs of text that keep their own direction and are never translated: names, identifiers, codes, telephones.
import type { ComponentChildren, JSX } from 'preact';
import type { T } from '../i18n/translator.js';

// Preact types the attribute as a boolean and leaves `false` out of the page, where its absence would mean « yes ».
const untranslated = { translate: 'no' } as unknown as { translate: false };

/** A name of a person, a class or a school: French whatever the page's language. */
export function FrenchName({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <bdi lang="fr" dir="ltr" {...untranslated}>
      {children}
    </bdi>
  );
}

/** A text that the network or a school wrote in some languages: in the reader's, else in French, marked as such. */
export function Spoken({ t, words }: { t: T; words: Readonly<Record<string, string>> & { fr: string } }): JSX.Element {
  const own = words[t.locale];
  return (
    <bdi lang={own === undefined ? 'fr' : undefined} dir={own === undefined ? 'ltr' : undefined}>
      {own ?? words.fr}
    </bdi>
  );
}

/** An identifier, a code, a reference: anything to be copied sign by sign. A line may end before its digits, nowhere else by choice. */
export function Identifier({ children, struck }: { children: string; struck?: boolean }): JSX.Element {
  const text = (
    <bdi dir="ltr" {...untranslated} class="code">
      {breakable(children.split(/(?<=[^\d])(?=\d+$)|(?<=^\p{L}+\.)/u))}
    </bdi>
  );
  return struck === true ? <s>{text}</s> : text;
}
Identifier.inOnePiece = true;

const breakable = (parts: readonly string[]): ComponentChildren[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [<wbr />, part]));

/** Names of files, long and without a blank: a line may end after a low line, before a capital or before the ending. */
export function FileNames({ children }: { children: string }): JSX.Element {
  return <FrenchName>{breakable(children.split(/(?<=_)|(?<=\p{Ll})(?=\p{Lu})|(?=\.\w)/u))}</FrenchName>;
}

/** An address may end a line before its @, or after a dot or a dash: never between two letters when that can be helped. */
export function MailAddress({ children }: { children: string }): JSX.Element {
  const parts = children.split(/(?=@)|(?<=[.-])/);
  return (
    <bdi class="mail" dir="ltr" {...untranslated}>
      {breakable(parts)}
    </bdi>
  );
}
MailAddress.inOnePiece = true;

/** A member of staff, who is told by his address while nobody has given his name. */
export function PersonName({ children }: { children: string }): JSX.Element {
  return children.includes('@') ? <MailAddress>{children}</MailAddress> : <FrenchName>{children}</FrenchName>;
}

/** As it is read aloud: « 06 39 98 10 01 », which never ends a line. Registers keep « +33639981001 ». */
export function spokenPhone(number: string): string {
  const national = number.trim().replace(/^(?:\+33|0)(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '0$1 $2 $3 $4 $5');
  return national.replace(/ /g, '\u00a0');
}

export function Phone({ number }: { number: string }): JSX.Element {
  return (
    <a href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      <bdi dir="ltr">{spokenPhone(number)}</bdi>
    </a>
  );
}
