// Sample pages of the school's desk, made of components alone.
import { translator } from '../src/i18n/translator.js';
import { ChildBadge } from '../src/web/children.js';
import { Choice, Select } from '../src/web/choices.js';
import { DeskPage, SearchForm, SideBySide } from '../src/web/desk-layout.js';
import { BeforeAfter } from '../src/web/diagram.js';
import { State, type StateKind } from '../src/web/facts.js';
import { Field, Form, TextArea } from '../src/web/fields.js';
import { FrenchName, Identifier } from '../src/web/names.js';
import { Button, ButtonLink, Buttons, Card, Points } from '../src/web/panels.js';
import { Bars, Chips, Counter, Counters, Pager, Table } from '../src/web/tables.js';
import type { View } from '../src/web/view.js';

const view = (path: string): View => ({
  t: translator('fr'),
  csrf: 'token',
  path,
  staff: { name: 'Sophie Lopez', role: 'Secrétariat', schoolName: 'Collège Jean-Moulin, Bordeaux' },
});

const menu = [
  { href: '/ecole', icon: 'calendar', label: 'Aujourd’hui' },
  { href: '/ecole/comptes', icon: 'people', label: 'Comptes' },
  { href: '/ecole/lettres', icon: 'letter', label: 'Lettres', count: 14 },
] as const;

const parents: readonly (readonly [string, string, string, string, StateKind, string])[] = [
  ['ADJEI Kofi', 'k.adjei1022', 'Ama ADJEI', '6e A', 'to-activate', 'Jamais activé'],
  ['ALVES Maria', 'm.alves3901', 'Tiago ALVES', '4e C', 'active', 'Actif'],
  ['BENALI Nadia', 'n.benali4827', 'Yanis BENALI', '5e B', 'grouped', 'Regroupé'],
  ['CHEN Wei', 'w.chen5510', 'Lucas CHEN', '5e A', 'no-mail', 'Mail non confirmé'],
  ['COSTA Paulo', 'p.costa7204', 'Inès COSTA', '4e A', 'to-decide', 'À décider'],
  ['DUPUY Marc', 'm.dupuy0098', 'Léo DUPUY', '3e D', 'closed', 'Fermé'],
];

export const deskAccounts = (
  <DeskPage
    view={view('/ecole/comptes')}
    title="Comptes des parents"
    menu={menu}
    action={
      <ButtonLink kind="second" href="#">
        Télécharger la liste (CSV)
      </ButtonLink>
    }
  >
    <SearchForm action="/ecole/comptes">
      <Field name="q" label="Nom, identifiant ou élève" />
      <Select name="classe" label="Classe" options={[{ value: '', label: 'Toutes les classes' }]} />
      <Button kind="second">Filtrer</Button>
    </SearchForm>
    <Chips
      label="États"
      chips={[
        { href: '#', label: 'Tous', count: 838, current: true },
        { href: '#', label: 'Actifs', count: 592 },
        { href: '#', label: 'Jamais activés', count: 149 },
        { href: '#', label: 'Regroupés', count: 74 },
      ]}
    />
    <Table
      caption="Comptes des parents"
      quiet
      columns={[
        { name: 'Parent', sorted: 'ascending' },
        { name: 'Identifiant' },
        { name: 'Élèves de votre collège' },
        { name: 'Classe' },
        { name: 'État' },
      ]}
      rows={parents.map(([name, identifier, pupil, division, kind, word]) => ({
        cells: [
          <a href="/ecole/comptes/12">
            <FrenchName>{name}</FrenchName>
          </a>,
          identifier,
          pupil,
          division,
          <State kind={kind}>{word}</State>,
        ],
      }))}
    />
    <Pager
      view={view('/ecole/comptes')}
      page={1}
      pages={70}
      hrefOf={(page) => `?page=${page}`}
      summary="Comptes 1 à 12 sur 838"
    />
  </DeskPage>
);

const classes = ['6e A', '6e B', '6e C', '5e A', '5e B', '4e A', '4e B', '3e A'];

export const deskToday = (
  <DeskPage view={view('/ecole')} title="Aujourd’hui" lead="Lundi 14 septembre 2026" menu={menu}>
    <Counters>
      <Counter count={2} label="Demandes à décider" detail="La plus ancienne : 3 jours" icon="inbox" href="#" />
      <Counter count={14} label="Lettres à imprimer" detail="12 nouveaux parents, 2 perdues" icon="letter" href="#" />
      <Counter count={1} label="Import à vérifier" detail="Reçu ce matin à 7 h 12" icon="upload" href="#" />
      <Counter count={4} label="Rejetés" detail="à corriger dans SIECLE" icon="alert" look="bad" />
    </Counters>
    <Card title="Comptes activés par classe">
      <p>
        <span class="big">666</span> comptes activés sur 838, soit 79 %.
      </p>
      <Bars
        bars={classes.map((name, index) => ({ name, part: 22 + 4 * index, whole: 54, low: index < 2 }))}
        of={(bar) => `${bar.part} sur ${bar.whole}`}
      />
    </Card>
  </DeskPage>
);

const emma = { firstName: 'Emma', familyName: 'Martel', division: '4e A', position: 2 };
const tom = { firstName: 'Tom', familyName: 'Martel', division: '6e C', position: 3 };
const claire = 'Claire MARTEL';
const roy = 'Claire MARTEL-ROY';

export const deskBreak = (
  <DeskPage
    view={view('/ecole/comptes/12/casser')}
    title="Casser un regroupement"
    lead="Compte c.martel2031, regroupé le 4 septembre 2026 (référence G-2R8P-31)"
    menu={menu}
    trail={[
      { href: '/ecole/comptes', label: 'Comptes' },
      { href: '/ecole/comptes/12', label: 'MARTEL Claire' },
    ]}
  >
    <Form view={view('/ecole/comptes/12/casser')} action="/ecole/comptes/12/casser">
      <SideBySide>
        <div>
          <Choice
            name="records"
            kind="checkbox"
            label="1. Quels élèves quittent ce compte ?"
            framed
            chosen={['2']}
            options={[
              {
                value: '1',
                label: <strong>Emma MARTEL, 4e A</strong>,
                detail: `Fiche : ${claire}, mère`,
                badge: <ChildBadge child={emma} small />,
              },
              {
                value: '2',
                label: <strong>Tom MARTEL, 6e C</strong>,
                detail: `Fiche : ${roy}, mère`,
                badge: <ChildBadge child={tom} small />,
              },
            ]}
          />
          <Choice
            name="why"
            kind="radio"
            label="2. Pourquoi ?"
            chosen={['same_name']}
            options={[
              { value: 'same_name', label: 'Deux personnes ont le même nom' },
              { value: 'asked', label: 'Le parent le demande' },
              { value: 'error', label: 'Erreur de l’école' },
            ]}
          />
          <TextArea
            name="reason"
            label="Expliquez en une phrase"
            value="Mme Martel-Roy est venue avec sa pièce d'identité."
          />
        </div>
        <div>
          <h2>3. Vérifiez le résultat</h2>
          <Card>
            <BeforeAfter
              view={view('')}
              named
              label="Aujourd’hui un compte, après deux comptes"
              before={[{ identifier: 'c.martel2031', holder: claire, children: [emma, tom], look: 'kept' }]}
              after={[
                { identifier: 'c.martel2031', holder: claire, children: [emma], look: 'kept' },
                { holder: roy, children: [tom], look: 'new' },
              ]}
            />
          </Card>
          <Points
            points={[
              {
                icon: 'letter',
                text: (
                  <>
                    Une lettre pour <strong>{roy}</strong> s'imprime tout de suite.
                  </>
                ),
              },
              { icon: 'cross', text: `${claire} ne verra plus Tom, dès maintenant.` },
              { icon: 'info', text: 'Vous voyez seulement les élèves de votre collège.' },
            ]}
          />
          <Buttons>
            <Button icon="fork">Séparer et préparer la lettre</Button>
            <ButtonLink kind="second" href="#">
              Annuler
            </ButtonLink>
          </Buttons>
          <p class="soft">
            Nous demandons ensuite votre code de sécurité. <Identifier>G-2R8P-31</Identifier>
          </p>
        </div>
      </SideBySide>
    </Form>
  </DeskPage>
);
