export const serviceIcons = [
    'bars',
    'book',
    'bus',
    'calendar',
    'clipboard',
    'coins',
    'cutlery',
    'fork',
    'key',
    'letter',
    'list',
    'mail',
    'pencil',
    'people',
    'school',
    'sun',
];
const isFor = (service, child) => service.schoolUai === child.schoolUai &&
    service.schoolKinds.includes(child.schoolKind) &&
    service.linkLevels.includes(child.level);
/** The services that a child's school has open on `today` for a guardian of this level; both days are included. */
export function servicesFor(child, openings, today) {
    return openings.filter((one) => isFor(one, child) && one.opensOn <= today && (one.closesOn === null || one.closesOn >= today));
}
/** The next day on which one opens, when a child has none today. */
export function nextOpening(child, openings, today) {
    return openings
        .filter((one) => isFor(one, child) && one.opensOn > today)
        .map((one) => one.opensOn)
        .sort()[0];
}
/** A day by which something must be done is told while it is to come. */
export const dueToTell = ({ dueOn }, today) => dueOn !== null && dueOn >= today ? dueOn : undefined;
/** An https address without a name or password in it, as it will be shown and followed; else undefined. */
export function webAddress(typed) {
    if (typed.length > 500 || !URL.canParse(typed))
        return undefined;
    const url = new URL(typed);
    return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
}
