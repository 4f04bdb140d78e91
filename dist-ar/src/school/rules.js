/** The chips above the list. */
export const deskFilters = ['all', 'active', 'never_activated', 'no_mail', 'grouped', 'asleep', 'stopped'];
export const pageSize = 50;
const longestSearch = 100;
/** Reads the address's query; anything unknown is as if it had not been said. */
export function readListQuery(query) {
    const text = (name) => {
        const value = query[name];
        return typeof value === 'string' ? value.normalize('NFC').trim().slice(0, longestSearch) : '';
    };
    const page = /^[1-9][0-9]{0,5}$/.test(text('page')) ? Number(text('page')) : 1;
    const filter = deskFilters.find((one) => filterWords[one] === text('etat')) ?? 'all';
    return { search: text('q'), division: text('classe'), filter, page };
}
/** How each filter is written in the address. */
export const filterWords = {
    all: '',
    active: 'actif',
    never_activated: 'jamais-active',
    no_mail: 'mail-manquant',
    grouped: 'regroupe',
    asleep: 'en-sommeil',
    stopped: 'arrete',
};
/** The query of a list, for an address: what is usual is left out. */
export function writeListQuery(query) {
    const written = {};
    if (query.search !== '')
        written.q = query.search;
    if (query.division !== '')
        written.classe = query.division;
    if (query.filter !== 'all')
        written.etat = filterWords[query.filter];
    if (query.page !== 1)
        written.page = String(query.page);
    return written;
}
export const pagesOf = (count) => Math.max(1, Math.ceil(count / pageSize));
export function deskState(account) {
    if (account.state === 'to_activate')
        return 'never_activated';
    if (account.state !== 'active')
        return account.state;
    if (!account.mailConfirmed)
        return 'no_mail';
    return account.grouped ? 'grouped' : 'active';
}
const family = (person) => (person.usageName ?? person.familyName).toLocaleUpperCase('fr');
/** « BENALI Nadia », as lists are sorted. */
export const listedName = (person) => `${family(person)} ${person.firstName}`;
/** « Nadia BENALI », as one speaks of a person. */
export const spokenName = (person) => `${person.firstName} ${family(person)}`;
