// A network's drawing: read as XML, and written anew from the elements and attributes that can only draw. Nothing that runs,
// that styles, or that leads elsewhere is left, because it is never copied.
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { xmlText } from '../kernel/xml-text.js';

export const logoBytes = 32 * 1024;
const limits = { depth: 16, elements: 500 };
const svgNamespace = 'http://www.w3.org/2000/svg';

const drawing = new Set([
  'svg',
  'g',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'defs',
  'clipPath',
  'linearGradient',
  'radialGradient',
  'stop',
]);
const visible = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon']);
const attributes = new Set(
  (
    'id viewBox width height preserveAspectRatio transform d x y x1 y1 x2 y2 cx cy r rx ry fx fy points fill fill-opacity ' +
    'fill-rule clip-rule clip-path stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray ' +
    'stroke-opacity opacity offset stop-color stop-opacity gradientUnits gradientTransform clipPathUnits spreadMethod'
  ).split(' '),
);
/** Numbers, names of colours and of transformations; a reference only to the drawing's own parts. */
const plainValue = /^[\w\s.,#%()+\-*]*$/;
const ownReference = /^url\(#[\w-]+\)$/;

class Refused extends Error {}

function isHarmless(name: string, value: string): boolean {
  if (!attributes.has(name) || value.length > 20_000) return false;
  return /url/i.test(value) ? ownReference.test(value) : plainValue.test(value);
}

/** The drawing written anew, or what is wrong with it, in French. */
export function readLogo(bytes: Uint8Array): Outcome<string, string> {
  if (bytes.length > logoBytes) return refused('Ce dessin est refusé : il dépasse 32 ko.');
  try {
    return done(rewritten(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    if (error instanceof Refused) return refused(`Ce dessin est refusé : ${error.message}`);
    if (error instanceof TypeError) return refused('Ce dessin est refusé : il n’est pas en UTF-8.');
    throw error;
  }
}

function rewritten(xml: string): string {
  const parser = new SaxesParser({ xmlns: true });
  const kept: string[] = [];
  let depth = 0;
  let elements = 0;
  let drawn = 0;
  /** Inside an element that is left out: so many levels. */
  let skipped = 0;
  parser.on('error', () => {
    throw new Refused('ce n’est pas du SVG bien formé.');
  });
  parser.on('doctype', () => {
    throw new Refused('il contient une DTD. Ce fichier peut être un piège.');
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    depth += 1;
    elements += 1;
    if (depth > limits.depth || elements > limits.elements) throw new Refused('il est trop profond ou trop long.');
    const known = tag.uri === svgNamespace && drawing.has(tag.local);
    if (depth === 1 && (!known || tag.local !== 'svg')) throw new Refused('sa balise principale n’est pas <svg>.');
    if (skipped > 0 || !known || (depth > 1 && tag.local === 'svg')) {
      skipped += 1;
      return;
    }
    const own = Object.values(tag.attributes).filter(
      ({ prefix, local, value }) => prefix === '' && isHarmless(local, value),
    );
    const names = own.map(({ local }) => local);
    if (depth === 1 && !names.includes('viewBox')) throw new Refused('il lui manque « viewBox », qui dit sa taille.');
    if (visible.has(tag.local)) drawn += 1;
    const namespace = depth === 1 ? ` xmlns="${svgNamespace}"` : '';
    kept.push(`<${tag.local}${namespace}${own.map(({ local, value }) => ` ${local}="${xmlText(value)}"`).join('')}>`);
  });
  parser.on('closetag', (tag: SaxesTagNS) => {
    depth -= 1;
    if (skipped > 0) skipped -= 1;
    else kept.push(`</${tag.local}>`);
  });
  parser.write(xml).close();
  if (drawn === 0) throw new Refused('rien ne s’y voit : il faut des tracés, pas une image ni du texte.');
  return kept.join('');
}
