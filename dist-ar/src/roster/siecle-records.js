// ROOT (1) / DONNEES (2) / block (3) / record (4) / field (5). `other`: fields known and left aside.
const shapes = {
    ELEVES: {
        record: 'ELEVE',
        kept: [
            'ID_NATIONAL',
            'INE_BEA',
            'INE_RNIE',
            'NOM',
            'NOM_DE_FAMILLE',
            'NOM_USAGE',
            'PRENOM',
            'DATE_NAISS',
            'CODE_SEXE',
            'DATE_SORTIE',
            'DATE_SORTIE_ETAB',
        ],
        other: [
            ...['ELENOET', 'ID_ELEVE_ETAB', 'ID_PRV_ELE', 'PRENOM2', 'PRENOM3', 'DOUBLEMENT', 'CODE_PAYS', 'VILLE_NAISS'],
            ...['CODE_DEPARTEMENT_NAISS', 'CODE_COMMUNE_INSEE_NAISS', 'CODE_PAYS_NAT', 'ACCEPTE_SMS', 'MEL', 'TEL_PERSONNEL'],
            ...['TEL_PORTABLE', 'TEL_PROFESSIONNEL', 'ADRESSE_ID', 'CODE_REGIME', 'CODE_STATUT', 'CODE_MEF', 'DATE_ENTREE'],
            ...['CODE_MOTIF_SORTIE', 'DATE_MODIFICATION', 'ADHESION_TRANSPORT', 'CODE_PROVENANCE', 'SCOLARITE_AN_DERNIER'],
        ],
    },
    // One record a pupil; its STRUCTURE elements (5) hold CODE_STRUCTURE and TYPE_STRUCTURE (6), gathered in DIVISIONS.
    STRUCTURES: { record: 'STRUCTURES_ELEVE', kept: [], other: ['STRUCTURE'] },
    PERSONNES: {
        record: 'PERSONNE',
        kept: [
            'LC_CIVILITE',
            'LL_CIVILITE',
            'CODE_CIVILITE',
            'NOM',
            'NOM_DE_FAMILLE',
            'NOM_USAGE',
            'PRENOM',
            'TEL_PERSONNEL',
            'TEL_PORTABLE',
            'TEL_PROFESSIONNEL',
            'MEL',
        ],
        other: ['ID_PRV_PER', 'ACCEPTE_SMS', 'COMMUNICATION_ADRESSE', 'ADRESSE_ID', 'CODE_PROFESSION'],
    },
    RESPONSABLES: {
        record: 'RESPONSABLE_ELEVE',
        kept: ['ELEVE_ID', 'PERSONNE_ID', 'NIVEAU_RESPONSABILITE', 'RESP_LEGAL', 'CODE_PARENTE'],
        other: [
            ...[
                'RESP_FINANCIER',
                'PERS_PAIEMENT',
                'PERS_PAIMENT',
                'PERS_CONTACT',
                'PAIE_FRAIS_SCOLAIRES',
                'PERCOIT_LES_AIDES',
            ],
            ...['HEBERGE_ELEVE', 'A_CONTACTER_EN_PRIORITE'],
        ],
    },
    LIENS_PARENTE: { record: 'LIEN_PARENTE', kept: [], other: 'all' },
};
const ready = new Map(Object.entries(shapes).map(([block, shape]) => [
    block,
    {
        record: shape.record,
        kept: new Set(shape.kept),
        other: shape.other === 'all' ? undefined : new Set(shape.other),
    },
]));
/** Calls `take` with each record of the blocks that we read, and the line on which the record begins. */
export function recordVisitor(desk, line, take) {
    let inData = false;
    let block = '';
    let shape;
    let fields;
    let began = 0;
    let gathering = false;
    let value = '';
    let code = '';
    let type = '';
    return {
        open(name, attributes, depth) {
            if (depth === 5) {
                if (fields === undefined)
                    return;
                if (shape?.kept.has(name) === true) {
                    gathering = true;
                    value = '';
                }
                else if (block === 'STRUCTURES' && name === 'STRUCTURE') {
                    code = '';
                    type = '';
                }
                else if (shape?.other?.has(name) === false)
                    desk.unknown(name, line());
            }
            else if (depth === 4) {
                if (shape?.record !== name)
                    return;
                began = line();
                fields = {};
                for (const attribute in attributes)
                    fields[`@${attribute}`] = attributes[attribute] ?? '';
            }
            else if (depth === 6) {
                if (fields !== undefined && block === 'STRUCTURES') {
                    gathering = true;
                    value = '';
                }
            }
            else if (depth === 3) {
                block = name;
                shape = inData ? ready.get(name) : undefined;
            }
            else if (depth === 2)
                inData = name === 'DONNEES';
        },
        text(text) {
            if (gathering)
                value += text;
        },
        close(name, depth) {
            if (depth === 5) {
                if (gathering && fields !== undefined) {
                    if (!fields[name])
                        fields[name] = value.trim();
                    else if (value.trim() !== '' && value.trim() !== fields[name])
                        fields['+repeated'] = name;
                    gathering = false;
                }
                else if (name === 'STRUCTURE' && fields !== undefined && block === 'STRUCTURES' && type.trim() === 'D')
                    fields.DIVISIONS = fields.DIVISIONS === undefined ? code : `${fields.DIVISIONS}\n${code}`;
            }
            else if (depth === 6) {
                if (!gathering)
                    return;
                gathering = false;
                if (name === 'CODE_STRUCTURE')
                    code = value.replace(/[\r\n\t]+/g, ' ').trim();
                else if (name === 'TYPE_STRUCTURE')
                    type = value;
            }
            else if (depth === 4 && fields !== undefined) {
                take(block, fields, began);
                fields = undefined;
            }
        },
    };
}
