// The pages of the demo's applications: another house, with another look.
import type { ComponentChildren, JSX } from 'preact';
import type { Mail } from '../mail/transport.js';

export const styles = `
body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #f3f0fa }
header { background: #4a2a86; color: #fff; padding: 1rem }
header p { margin: 0; font-weight: bold }
main { max-width: 44rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.6rem; line-height: 1.25 }
h2 { font-size: 1.2rem; margin: .75rem 0 0 }
ul.tiles { list-style: none; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)) }
ul.tiles a, a.button { display: block; padding: .9rem 1rem; background: #fff; border: 2px solid #4a2a86; border-radius: .5rem; color: #4a2a86; font-weight: bold }
a.button { display: inline-block; background: #4a2a86; color: #fff; text-decoration: none }
a:focus-visible { outline: 3px solid #e07b00; outline-offset: 2px }
.box { background: #fff; border-radius: .5rem; padding: .25rem 1rem; margin: 1rem 0 }
.mail { white-space: pre-line; overflow-wrap: anywhere }
.soft { color: #55506b; font-size: 1rem; overflow-wrap: anywhere }
`;

function Frame({ name, title, children }: { name: string; title: string; children: ComponentChildren }): JSX.Element {
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} - ${name}`}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <p>{name}</p>
        </header>
        <main>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

export function EntrancePage({ name, enter }: { name: string; enter: string }): JSX.Element {
  return (
    <Frame name={name} title="Bienvenue">
      <p>Une application de démonstration. Elle ne demande aucun mot de passe.</p>
      <p>
        <a class="button" href={enter}>
          Se connecter avec Fratrie
        </a>
      </p>
    </Frame>
  );
}

export type ApplicationView = {
  readonly name: string;
  readonly subject: string;
  readonly person: { readonly name: string; readonly children: readonly string[]; readonly learned: readonly string[] };
  readonly leave: string;
  readonly portal: string;
  readonly others: readonly { readonly name: string; readonly href: string }[];
};

export function ApplicationPage({ name, subject, person, leave, portal, others }: ApplicationView): JSX.Element {
  const { children, learned } = person;
  return (
    <Frame name={name} title={person.name === '' ? 'Bonjour' : `Bonjour ${person.name}`}>
      <div class="box">
        <h2>Vos enfants</h2>
        <ul>
          {children.map((child) => (
            <li>{child}</li>
          ))}
        </ul>
        {learned.map((sentence) => (
          <p>{sentence}</p>
        ))}
        <p class="soft">Vous êtes ici sous le nom {subject}</p>
      </div>
      <ul class="tiles">
        <li>
          <a href={`${portal}/teleservices`}>Téléservices</a>
        </li>
        <li>
          <a href={`${portal}/mon-compte`}>Mon compte</a>
        </li>
        {others.map((one) => (
          <li>
            <a href={one.href}>{one.name}</a>
          </li>
        ))}
      </ul>
      <p>
        <a href={leave}>Se déconnecter</a>
      </p>
    </Frame>
  );
}

/** What a real network sends to mailboxes, read here. */
export function MailboxPage({ mails }: { mails: readonly Mail[] }): JSX.Element {
  return (
    <Frame name="Messagerie de la démonstration" title="Messages envoyés">
      {mails.length === 0 && <p>Aucun message n’est encore parti. Rechargez cette page après un envoi.</p>}
      {mails.map(({ to, subject, text }) => (
        <div class="box">
          <h2>{subject}</h2>
          <p class="soft">{`À ${to}`}</p>
          {text
            .trim()
            .split(/\n{2,}/)
            .map((paragraph) => (
              <p class="mail">
                {paragraph
                  .split(/(https?:\/\/\S+)/)
                  .map((part) => (/^https?:/.test(part) ? <a href={part}>{part}</a> : part))}
              </p>
            ))}
        </div>
      ))}
    </Frame>
  );
}
