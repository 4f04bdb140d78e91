// The families of the demo network: those written by hand because a school finds them hard, then ordinary ones.
import {
  type DemoChild,
  type DemoFamily,
  type DemoGuardian,
  type DemoSchool,
  jeanMoulin,
  kin,
  louiseMichel,
  simoneVeil,
} from './network.js';
import { ordinaryFamilies } from './ordinary-families.js';

function child(
  school: DemoSchool,
  division: string,
  familyName: string,
  firstName: string,
  sex: 'F' | 'M',
  birthDate: string,
): DemoChild {
  return { school, division, familyName, firstName, sex, birthDate };
}

function mother(familyName: string, firstName: string, rest: Partial<DemoGuardian> = {}): DemoGuardian {
  return { civility: 'MME', familyName, firstName, kinship: kin.mother, ...rest };
}

function father(familyName: string, firstName: string, rest: Partial<DemoGuardian> = {}): DemoGuardian {
  return { civility: 'M.', familyName, firstName, kinship: kin.father, ...rest };
}

/** The parent whom the demo shows: two children, two schools, so two letters and two accounts to group. */
export const twoLetters = [
  { firstName: 'Nadia', familyName: 'BENALI', school: jeanMoulin, child: 'Yanis' },
  { firstName: 'Nadia', familyName: 'BENALI', school: simoneVeil, child: 'Lina' },
] as const;

/** A father alone with a child in each school: three letters in a row. */
export const threeLetters = [
  { firstName: 'Oleksandr', familyName: 'KOVALENKO', school: jeanMoulin, child: 'Danylo' },
  { firstName: 'Oleksandr', familyName: 'KOVALENKO', school: louiseMichel, child: 'Sofiia' },
  { firstName: 'Oleksandr', familyName: 'KOVALENKO', school: simoneVeil, child: 'Maksym' },
] as const;

const writtenByHand: readonly DemoFamily[] = [
  {
    guardians: [
      mother('BENALI', 'Nadia', { mail: 'nadia.benali@example.org', phone: '06 39 98 10 01' }),
      father('BENALI', 'Karim', { mail: 'karim.benali@example.org', phone: '06 39 98 10 02' }),
    ],
    children: [
      child(jeanMoulin, '5B', 'BENALI', 'Yanis', 'M', '21/04/2014'),
      child(simoneVeil, '2DE4', 'BENALI', 'Lina', 'F', '09/11/2011'),
    ],
  },
  // Separated parents; the mother went back to her birth name, one school has not heard of it.
  {
    guardians: [
      mother('ROUX', 'Camille', {
        usageName: 'MARTIN',
        usageNameAt: { [louiseMichel.uai]: null },
        phone: '06 39 98 10 03',
      }),
      father('MARTIN', 'Julien', { mail: 'julien.martin@example.org' }),
    ],
    children: [
      child(jeanMoulin, '6B', 'MARTIN', 'Dylan', 'M', '02/02/2015'),
      child(louiseMichel, '4A', 'MARTIN', 'Inès', 'F', '17/07/2013'),
    ],
  },
  // Twins, in two divisions.
  {
    guardians: [
      mother('BARRY', 'Fatoumata', { usageName: 'DIALLO' }),
      father('DIALLO', 'Mamadou', { phone: '06 39 98 10 04' }),
    ],
    children: [
      child(jeanMoulin, '4A', 'DIALLO', 'Aïssatou', 'F', '30/05/2013'),
      child(jeanMoulin, '4C', 'DIALLO', 'Aminata', 'F', '30/05/2013'),
    ],
  },
  // Two fathers of one name at one school, strangers to each other.
  {
    guardians: [father('PETIT', 'Thomas', { mail: 'thomas.petit@example.org' }), mother('GARNIER', 'Élodie')],
    children: [child(jeanMoulin, '3A', 'PETIT', 'Léo', 'M', '12/12/2012')],
  },
  {
    guardians: [
      father('PETIT', 'Thomas', { phone: '06 39 98 10 05' }),
      mother('LECLERC', 'Sophie', { usageName: 'PETIT' }),
    ],
    children: [child(jeanMoulin, '6A', 'PETIT', 'Emma', 'F', '03/09/2015')],
  },
  // One mother, written with her usage name by one school only.
  {
    guardians: [
      mother('NGUYEN', 'Thi Mai', {
        usageName: 'LEFEBVRE',
        usageNameAt: { [simoneVeil.uai]: null },
        mail: 'thimai@example.org',
      }),
      father('LEFEBVRE', 'Stéphane'),
    ],
    children: [
      child(louiseMichel, '5A', 'LEFEBVRE', 'Maï-Lan', 'F', '25/01/2014'),
      child(simoneVeil, '1G2', 'LEFEBVRE', 'Hugo', 'M', '14/03/2010'),
    ],
  },
  // Two mothers.
  {
    guardians: [mother('DA SILVA', 'Inês'), mother('BERNARD', 'Claire', { phone: '06 39 98 10 06' })],
    children: [child(louiseMichel, '6C', 'DA SILVA BERNARD', 'Gabriel', 'M', '19/06/2015')],
  },
  // A father alone, with a child in each school; the grandmother is a contact.
  {
    guardians: [
      father('KOVALENKO', 'Oleksandr', { mail: 'o.kovalenko@example.org', phone: '06 39 98 10 07' }),
      { civility: 'MME', familyName: 'KOVALENKO', firstName: 'Halyna', kinship: kin.grandparent, level: 3 },
    ],
    children: [
      child(jeanMoulin, '6C', 'KOVALENKO', 'Danylo', 'M', '08/08/2015'),
      child(louiseMichel, '4B', 'KOVALENKO', 'Sofiia', 'F', '27/10/2013'),
      child(simoneVeil, 'TG1', 'KOVALENKO', 'Maksym', 'M', '11/01/2009'),
    ],
  },
  // Child welfare is legally responsible; the foster carer is in charge: neither gets an account.
  {
    guardians: [
      { familyName: "AIDE SOCIALE À L'ENFANCE", kinship: kin.childWelfare, phone: '05 36 49 99 00' },
      { civility: 'MME', familyName: 'ROUSSEL', firstName: 'Martine', kinship: kin.fosterCarer, level: 2 },
    ],
    children: [child(louiseMichel, '5C', 'FAURE', 'Kévin', 'M', '16/02/2014')],
  },
  // Of age: he is his own guardian, beside his mother.
  {
    guardians: [
      { civility: 'M.', familyName: 'SIVAKUMAR', firstName: 'Arun', kinship: kin.self },
      mother('SIVAKUMAR', 'Lakshmi'),
    ],
    children: [child(simoneVeil, 'TG2', 'SIVAKUMAR', 'Arun', 'M', '05/01/2008')],
  },
  // Half-brothers: one mother, two fathers, each sees his own child only.
  {
    guardians: [
      mother('RAKOTOMALALA', 'Haja', { mail: 'haja.r@example.org' }),
      father('DE OLIVEIRA', 'João', { of: ['Noé'] }),
      father("N'DIAYE", 'Ousmane', { of: ['Isaac'] }),
    ],
    children: [
      child(jeanMoulin, '5A', 'DE OLIVEIRA', 'Noé', 'M', '22/03/2014'),
      child(simoneVeil, '2DE1', "N'DIAYE", 'Isaac', 'M', '13/05/2011'),
    ],
  },
  // A long compound name, and parents who share one mailbox.
  {
    guardians: [
      mother('DE LA ROCHEFORDIÈRE', 'Anne-Sophie', { mail: 'famille.yildiz@example.org' }),
      father('YILDIZ', 'Mehmet', { mail: 'famille.yildiz@example.org' }),
    ],
    children: [
      child(jeanMoulin, '3B', 'YILDIZ DE LA ROCHEFORDIÈRE', 'Œdipe-Alexandre', 'M', '01/10/2012'),
      child(simoneVeil, '1G1', 'YILDIZ DE LA ROCHEFORDIÈRE', 'Élif', 'F', '29/02/2008'),
    ],
  },
];

const divisions = new Map<DemoSchool, readonly (readonly [string, number])[]>([
  [
    jeanMoulin,
    [
      ['6A', 2015],
      ['5B', 2014],
      ['4C', 2013],
      ['3A', 2012],
    ],
  ],
  [
    louiseMichel,
    [
      ['6C', 2015],
      ['5A', 2014],
      ['4B', 2013],
      ['3C', 2012],
    ],
  ],
  [
    simoneVeil,
    [
      ['2DE1', 2011],
      ['2DE4', 2011],
      ['1G2', 2010],
      ['TG1', 2009],
    ],
  ],
]);
const schools = [...divisions.keys()];

/** An ordinary family: its place in the list decides schools, divisions and days, so that every run is the same. */
function ordinaryFamily(
  [familyName, ownName, motherName, fatherName, ...children]: (typeof ordinaryFamilies)[number],
  index: number,
): DemoFamily {
  const made = children.map((written, rank) => {
    const [firstName = '', sex] = written.split(':');
    // One family in two has its second child in another school.
    const school = schools[(index + (index % 2 === 0 ? rank : 0)) % schools.length] ?? jeanMoulin;
    const [division, year] = divisions.get(school)?.[(index + rank) % 4] ?? ['6A', 2015];
    const two = (number: number) => String(number).padStart(2, '0');
    const birthDate = `${two(((index * 7 + rank * 11) % 28) + 1)}/${two(((index * 5 + rank * 3) % 12) + 1)}/${year}`;
    return child(school, division, familyName, firstName, sex === 'F' ? 'F' : 'M', birthDate);
  });
  const number = 2000 + index * 2;
  const phone = (own: number) => `06 39 98 ${String(own).slice(0, 2)} ${String(own).slice(2)}`;
  return {
    guardians: [
      mother(ownName, motherName, { ...(index % 3 === 0 ? {} : { usageName: familyName }), phone: phone(number) }),
      // One family in nine knows one parent only.
      ...(index % 9 === 4 ? [] : [father(familyName, fatherName, { phone: phone(number + 1) })]),
    ],
    children: made,
  };
}

/** One mother under two spellings: the two accounts are grouped once her school has looked at the request. */
export const twoSpellings = [
  { firstName: 'Oksana', familyName: 'SHEVTCHENKO', school: simoneVeil, child: 'Daryna' },
  { firstName: 'Oksana', familyName: 'CHEVTCHENKO', school: jeanMoulin, child: 'Taras' },
] as const;

const oksana: DemoFamily = {
  guardians: twoSpellings.map(({ firstName, familyName, child: of }) => mother(familyName, firstName, { of: [of] })),
  children: [
    child(simoneVeil, '2DE1', 'SHEVTCHENKO', 'Daryna', 'F', '18/06/2011'),
    child(jeanMoulin, '4C', 'CHEVTCHENKO', 'Taras', 'M', '04/10/2013'),
  ],
};

// The last one stands at the end: the place of a family gives its ids.
export const demoFamilies: readonly DemoFamily[] = [...writtenByHand, ...ordinaryFamilies.map(ordinaryFamily), oksana];
