// A browser and a place, in words that an owner can recognise and that tell a thief nothing more.
import { networkOf } from '../signin/rules.js';
const systems = [
    [/iphone|ipad/i, 'iPhone, iPad'],
    [/android/i, 'Android'],
    [/windows/i, 'Windows'],
    [/mac os/i, 'Mac'],
    [/linux|cros/i, 'Linux'],
];
// In this order: each later one calls itself by the names of those before it.
const browsers = [
    [/edg/i, 'Edge'],
    [/opr|opera/i, 'Opera'],
    [/samsungbrowser/i, 'Samsung Internet'],
    [/firefox|fxios/i, 'Firefox'],
    [/chrome|crios|chromium/i, 'Chrome'],
    [/safari/i, 'Safari'],
];
/** « Firefox, Android »; undefined when the browser does not say. */
export function browserWords(agent) {
    const find = (known) => known.find(([sign]) => sign.test(agent))?.[1];
    const words = [find(browsers), find(systems)].filter((word) => word !== undefined);
    return words.length === 0 ? undefined : words.join(', ');
}
/** The beginning of a network address: « 92.184.… », enough to know one's own. */
export function shortAddress(address) {
    const network = networkOf(address);
    const parts = network.includes(':') ? network.split(':').slice(0, 2) : network.split('.').slice(0, 2);
    return network === '' ? '' : `${parts.join(network.includes(':') ? ':' : '.')}…`;
}
