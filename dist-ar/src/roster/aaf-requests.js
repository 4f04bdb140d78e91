import { cleanText } from './rules.js';
const read = new Set([
    ...['ENTPersonJointure', 'ENTPersonNomPatro', 'sn', 'givenName', 'personalTitle', 'ENTPersonDateNaissance'],
    ...[
        'ENTEleveINE',
        'ENTPersonStructRattach',
        'ENTEleveClasses',
        'ENTElevePersRelEleve',
        'ENTEleveDateSortieStructRattach',
    ],
    ...['homePhone', 'telephoneNumber', 'mobile', 'ENTPersonMobileSMS', 'mail'],
    ...[
        'ENTStructureJointure',
        'ENTStructureUAI',
        'ENTEtablissementUAI',
        'ENTStructureNomCourant',
        'ENTStructureTypeStruct',
    ],
    ...['ENTServAcAcademie', 'ENTServAcCodeAcademie', 'street', 'postOfficeBox', 'postalCode', 'l'],
]);
const known = new Set([
    ...['ENTEleveStructRattachId', 'ENTPersonAutresPrenoms', 'ENTEleveGroupes', 'ENTEleveDateEntreeClasses'],
    ...['ENTEleveDateSortieClasses', 'ENTEleveDateEntreeStructRattach', 'ENTEleveMEF', 'ENTEleveLibelleMEF'],
    ...[
        'ENTEleveNivFormation',
        'ENTEleveFiliere',
        'ENTEleveEnseignements',
        'ENTEleveCodeEnseignements',
        'ENTEleveRegime',
    ],
    ...['ENTEleveStatutEleve', 'ENTEleveBoursier', 'ENTEleveTransport', 'ENTPersonAdresse', 'ENTPersonCodePostal'],
    ...['ENTPersonVille', 'ENTPersonPays', 'ENTEleveAdresseRel', 'ENTEleveStructureRattachIdMEN', 'ENTEleveParents'],
    ...['ENTElevePere', 'ENTEleveMere', 'ENTEleveAutoriteParentale', 'ENTElevePersRelEleve1', 'ENTElevePersRelEleve2'],
    ...['ENTEleveQualitePersRelEleve1', 'ENTEleveQualitePersRelEleve2', 'ENTPersonAdresseDiffusion'],
    ...['ENTAuxPersRelEleveEleve', 'ENTStructureSIREN', 'ENTStructureCodeTypeStruct', 'ENTEtablissementMinistereTutelle'],
    ...['ENTEtablissementCodeMinistereTutelle', 'ENTEtablissementContrat', 'facsimileTelephoneNumber'],
    ...['ENTEtablissementStructRattachFctl', 'ENTEtablissementBassin', 'ENTStructureClasses', 'ENTStructureGroupes'],
    ...['ENTStructureMailSI'],
]);
const deltaSentence = 'C’est une livraison partielle (Delta), que Fratrie ne lit pas encore. Demandez une livraison complète (Complet) à l’académie.';
const mostSigns = 1_000_000;
/** True for a file whose name says that it holds changes only, although its requests may all be additions. */
export function isDeltaName(name) {
    const parts = name.split('/');
    const told = parts.filter((part, index) => index === parts.length - 1 || /\.(zip|tgz|gz|tar)$/i.test(part));
    return told.some((part) => /(^|[_-])delta([_.-]|$)/i.test(part));
}
/** Calls `take` with each request of a category that we read, and the line on which it begins. */
export function requestVisitor(desk, line, take) {
    let began = 0;
    let category = '';
    let id = '';
    let values = new Map();
    let held = 0;
    let part = '';
    let attribute = '';
    let gathering = false;
    let text = '';
    return {
        open(name, attributes, depth) {
            if (depth === 2) {
                if (name === 'modifyRequest' || name === 'deleteRequest')
                    desk.refuse('DELTA_UNSUPPORTED', line(), deltaSentence);
                began = line();
                category = '';
                id = '';
                values = new Map();
                held = 0;
                if (name !== 'addRequest')
                    desk.unknown(name, began);
            }
            else if (depth === 3)
                part = name;
            else if (depth === 4) {
                attribute = attributes.name ?? '';
                if (name === 'id' && part === 'identifier') {
                    gathering = true;
                    text = '';
                }
            }
            else if (depth === 5 && name === 'value') {
                gathering = part === 'operationalAttributes' || (part === 'attributes' && read.has(attribute));
                text = '';
            }
        },
        text(more) {
            if (gathering)
                text += more;
        },
        close(name, depth) {
            if (depth === 5) {
                if (!gathering) {
                    // Other categories have attributes of their own: only those of a category that we read are told.
                    if (isRead(category) && !known.has(attribute))
                        addUnknown();
                    return;
                }
                gathering = false;
                if (part === 'operationalAttributes') {
                    if (/^categorie(Personne|Structure)$/.test(attribute))
                        category = text.trim();
                    return;
                }
                held += text.length + 16;
                if (held > mostSigns)
                    desk.refuse('FILE_LIMIT', line(), `La fiche ${id} est trop longue (plus d’un million de signes).`);
                const list = values.get(attribute);
                if (list === undefined)
                    values.set(attribute, [text.trim()]);
                else
                    list.push(text.trim());
            }
            else if (depth === 4) {
                if (!gathering)
                    return;
                gathering = false;
                id = cleanText(text);
            }
            else if (depth === 2 && name === 'addRequest' && isRead(category))
                take(category, id, values, began);
        },
    };
    function addUnknown() {
        if (attribute === 'ENTPersonNom' || attribute === 'ENTPersonPrenom')
            desk.refuse('ROOT_UNKNOWN', line(), 'C’est une livraison AAF du premier degré, que Fratrie ne lit pas encore.');
        desk.unknown(attribute, line());
    }
}
function isRead(category) {
    return category === 'Eleve' || category === 'PersRelEleve' || category === 'EtabEducNat';
}
