// `links`: what a school, or the whole network, shows beside its services.
import { parseArgs } from 'node:util';
import { parseMailAddress } from '../kernel/mail-address.js';
import { tidyText } from '../kernel/text.js';
import { setSchool } from './actions.js';
import { webAddress } from './rules.js';
const usage = `Usage :
  links --school UAI [--ent "NOM=https://…"] [--site "NOM=https://…"] [--useful "NOM=https://…"]… [--mail ADRESSE]
  links --network [--useful "NOM=https://…"]…
Chaque sorte donnée remplace ce qu’il y avait ; --useful "" retire tout.
`;
const options = {
    school: { type: 'string' },
    network: { type: 'boolean' },
    ent: { type: 'string', multiple: true },
    site: { type: 'string', multiple: true },
    useful: { type: 'string', multiple: true },
    mail: { type: 'string' },
};
/** « NOM=https://… »; undefined when it is not that. */
function readLink(kind, typed) {
    const at = typed.indexOf('=');
    const label = tidyText(typed.slice(0, Math.max(0, at)));
    const address = webAddress(typed.slice(at + 1).trim());
    return at < 1 || label === '' || label.length > 80 || address === undefined ? undefined : { kind, label, address };
}
export async function linksCommand(deps, argv, io) {
    const misuse = (why) => {
        io.err(`${why}\n${usage}`);
        return 2;
    };
    let values;
    try {
        ({ values } = parseArgs({ args: [...argv], options }));
    }
    catch (error) {
        return misuse(error instanceof Error ? error.message : String(error));
    }
    const { school, network = false, mail } = values;
    if ((school === undefined) === !network)
        return misuse('Dites --school UAI, ou --network.');
    const links = {};
    for (const kind of ['ent', 'site', 'useful']) {
        const typed = values[kind];
        if (typed === undefined)
            continue;
        const read = typed.filter((one) => one !== '').map((one) => readLink(kind, one));
        if (read.includes(undefined))
            return misuse(`--${kind} : il faut « NOM=https://… », 80 signes au plus pour le nom.`);
        links[kind] = read.filter((one) => one !== undefined);
    }
    const contactMail = mail === undefined || mail === '' ? mail : parseMailAddress(mail);
    if (mail !== undefined && (contactMail === undefined || network))
        return misuse('--mail : une adresse, pour une école.');
    const uai = school?.toUpperCase() ?? null;
    const outcome = await setSchool(deps, { school: uai, links, contactMail });
    if (!outcome.ok) {
        io.err('Cette école n’existe pas ici. Rien n’a changé.\n');
        return 1;
    }
    io.out(`Les liens ${outcome.value === null ? 'du réseau' : `de : ${outcome.value}`} sont à jour.\n`);
    return 0;
}
