// The demo network: three invented schools and some sixty invented families. Telephones are of the ranges kept for
// fiction. Every family that a real school finds hard is there once: separated parents, twins, two mothers, homonyms…
export const jeanMoulin = {
    uai: '0330001X',
    name: 'Collège Jean-Moulin',
    kind: 'college',
    addressLines: '12 rue des Tilleuls',
    town: '33000 Bordeaux',
    phone: '05 36 49 12 30',
    openingHours: 'du lundi au vendredi, de 8 h à 17 h',
};
export const louiseMichel = {
    uai: '0330002Y',
    name: 'Collège Louise-Michel',
    kind: 'college',
    addressLines: '3 place du Marché',
    town: '33400 Talence',
    phone: '05 36 49 45 10',
    openingHours: 'du lundi au vendredi, de 8 h 30 à 16 h 30',
};
export const simoneVeil = {
    uai: '0330003Z',
    name: 'Lycée Simone-Veil',
    kind: 'lycee',
    addressLines: '45 avenue de la Gare',
    town: '33600 Pessac',
    phone: '05 36 49 78 22',
    openingHours: 'du lundi au samedi, de 8 h à 12 h',
};
export const demoSchools = [jeanMoulin, louiseMichel, simoneVeil];
/** Kinship codes of the registers since 2018. */
export const kin = {
    mother: '10',
    father: '20',
    grandparent: '38',
    childWelfare: '51',
    fosterCarer: '42',
    self: '70',
};
