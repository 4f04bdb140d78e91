// The look's French.
import { type ColourRefusal, leastContrast } from './rules.js';

export function colourWords(refusal: ColourRefusal): string {
  if (refusal.why === 'no_colour') return 'Écrivez une couleur ainsi : #6b1c4f.';
  const figure = (value: number) => String(value).replace('.', ',');
  return `Trop claire : son contraste est de ${figure(refusal.contrast)}, il faut ${figure(leastContrast)}. Celle-ci convient : ${refusal.nearby}.`;
}
