// The addresses that an application registers: exact, plain, and nothing in them that two readers could take differently.
import { done, type Outcome, refused } from '../kernel/outcome.js';

const longest = 1000;
const isLoopback = (host: string) =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);

/**
 * An https address (or, outside production, one of this machine), kept as it was typed: it will be compared sign by
 * sign. Refuses with what is wrong, said in French.
 */
export function readAddress(typed: unknown, production: boolean): Outcome<string, string> {
  if (typeof typed !== 'string' || typed === '') return refused('il faut une adresse.');
  const wrong = (why: string) => refused(`« ${typed.slice(0, 120)} » ${why}`);
  if (typed.length > longest) return wrong(`est trop longue (${longest} signes au plus).`);
  if (!/^[!-~]+$/.test(typed) || /[\\"'<>^`{|}]/.test(typed))
    return wrong('contient un blanc, un accent ou un signe qu’une adresse n’a pas.');
  if (typed.includes('*')) return wrong('contient une étoile : il faut une adresse exacte.');
  if (typed.includes('#')) return wrong('contient un fragment (#…).');
  if (!URL.canParse(typed)) return wrong('n’est pas une adresse complète.');
  const url = new URL(typed);
  if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/?]*@/.test(typed))
    return wrong('contient un nom ou un mot de passe devant l’hôte.');
  const loopback = isLoopback(url.hostname);
  if (production && loopback) return wrong('désigne cette machine : une application a son propre hôte.');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback && !production))
    return wrong('doit commencer par https://.');
  if (url.hostname.endsWith('.')) return wrong('finit son hôte par un point.');
  if (url.href !== typed && url.href !== `${typed}/`) return wrong(`doit s’écrire « ${url.href} ».`);
  return done(typed);
}
