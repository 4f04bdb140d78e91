// What a register says otherwise than it should: for paper, beside the screen of the register's own program.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import type { Desk } from '../staff/rules.js';
import { FrenchName } from '../web/names.js';
import { PrintButton } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import type { ShownPair, ShownPairRecord } from './duplicate-pages.js';
import { SchoolPage } from './frame.js';
import { pupilReasonWords, type ShownPupil, type ShownPupilPair } from './pupil-duplicate-pages.js';
import { likenessWords } from './words.js';

type Props = { view: View; desk: Desk; pairs: readonly ShownPair[]; pupilPairs: readonly ShownPupilPair[] };

export function ToMendPage({ view, desk, pairs, pupilPairs }: Props): JSX.Element {
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="À corriger dans SIECLE ou ONDE"
      lead="Corrigez dans votre logiciel : le prochain import apporte la correction ici."
      trail={[{ href: href('schoolDuplicates'), label: 'Doublons' }]}
      action={<PrintButton>Imprimer</PrintButton>}
    >
      <Table
        caption="Parents : fiches d’une même personne"
        columns={[{ name: 'Une fiche' }, { name: 'L’autre fiche' }, { name: 'Élèves' }, { name: 'Ce qui diffère' }]}
        rows={pairs.map((pair) => ({
          cells: [
            <FrenchName>{written(pair.one)}</FrenchName>,
            <FrenchName>{written(pair.other)}</FrenchName>,
            <FrenchName>{[...new Set([...pair.one.pupils, ...pair.other.pupils])].join(' ; ')}</FrenchName>,
            pair.likeness.map((reason) => likenessWords[reason]).join(' '),
          ],
        }))}
        empty="Rien à corriger."
      />
      <Table
        caption="Élèves : peut-être un même élève"
        columns={[{ name: 'Une fiche' }, { name: 'L’autre fiche' }, { name: 'Pourquoi' }]}
        rows={pupilPairs.map(({ one, other, reasons }) => ({
          cells: [
            <FrenchName>{writtenPupil(view, one)}</FrenchName>,
            <FrenchName>{writtenPupil(view, other)}</FrenchName>,
            reasons.map((reason) => pupilReasonWords[reason]).join(' '),
          ],
        }))}
        empty="Rien à corriger."
      />
    </SchoolPage>
  );
}

const usage = (name: string | null): string => (name === null ? '' : `(usage : ${name})`);

const written = ({ civility, firstName, familyName, usageName }: ShownPairRecord): string =>
  [civility ?? '', firstName, familyName, usage(usageName)].filter((part) => part !== '').join(' ');

function writtenPupil({ t }: View, { firstName, familyName, usageName, birthDate, division }: ShownPupil): string {
  const names = [firstName, familyName, usage(usageName)].filter((part) => part !== '').join(' ');
  const born = birthDate === null ? 'sans date de naissance' : t.day(birthDate);
  return [names, born, ...(division === null ? [] : [division])].join(', ');
}
