// The demo network: three invented schools and some sixty invented families. Telephones are of the ranges kept for
// fiction. Every family that a real school finds hard is there once: separated parents, twins, two mothers, homonyms…

export type DemoSchool = {
  readonly uai: string;
  readonly name: string;
  readonly kind: 'college' | 'lycee';
  readonly addressLines: string;
  readonly town: string;
  readonly phone: string;
  readonly openingHours: string;
};

export const jeanMoulin: DemoSchool = {
  uai: '0330001X',
  name: 'Collège Jean-Moulin',
  kind: 'college',
  addressLines: '12 rue des Tilleuls',
  town: '33000 Bordeaux',
  phone: '05 36 49 12 30',
  openingHours: 'du lundi au vendredi, de 8 h à 17 h',
};
export const louiseMichel: DemoSchool = {
  uai: '0330002Y',
  name: 'Collège Louise-Michel',
  kind: 'college',
  addressLines: '3 place du Marché',
  town: '33400 Talence',
  phone: '05 36 49 45 10',
  openingHours: 'du lundi au vendredi, de 8 h 30 à 16 h 30',
};
export const simoneVeil: DemoSchool = {
  uai: '0330003Z',
  name: 'Lycée Simone-Veil',
  kind: 'lycee',
  addressLines: '45 avenue de la Gare',
  town: '33600 Pessac',
  phone: '05 36 49 78 22',
  openingHours: 'du lundi au samedi, de 8 h à 12 h',
};
export const demoSchools: readonly DemoSchool[] = [jeanMoulin, louiseMichel, simoneVeil];

/** Kinship codes of the registers since 2018. */
export const kin = {
  mother: '10',
  father: '20',
  grandparent: '38',
  childWelfare: '51',
  fosterCarer: '42',
  self: '70',
} as const;

export type DemoGuardian = {
  /** Undefined for a body, whose name stands in the place of a family name. */
  readonly civility?: 'M.' | 'MME';
  readonly familyName: string;
  readonly usageName?: string;
  readonly firstName?: string;
  readonly kinship: (typeof kin)[keyof typeof kin];
  /** 1 legal (default), 2 in charge, 3 contact. */
  readonly level?: 1 | 2 | 3;
  readonly mail?: string;
  readonly phone?: string;
  /** How one school wrote the usage name, where it differs. Null: that school has none. */
  readonly usageNameAt?: Readonly<Record<string, string | null>>;
  /** First names of the children concerned; all of the family's without it. */
  readonly of?: readonly string[];
};

export type DemoChild = {
  readonly school: DemoSchool;
  readonly division: string;
  readonly familyName: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
};

export type DemoFamily = { readonly guardians: readonly DemoGuardian[]; readonly children: readonly DemoChild[] };
