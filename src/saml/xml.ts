// Reads a SAML document into plain elements, within limits, and refuses all that a message has no use for: a DTD, entities
// of its own, comments, processing instructions, CDATA, two elements of one ID.
import { SaxesParser } from 'saxes';
import { done, type Outcome, refused } from '../kernel/outcome.js';

export type XmlElement = {
  readonly namespace: string;
  readonly name: string;
  /** Those without a prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, its children's apart. */
  readonly text: string;
};

export type XmlFault = 'too_large' | 'not_well_formed' | 'forbidden_part' | 'same_id';

export const namespaces = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
} as const;

export type XmlLimits = { readonly signs: number; readonly elements: number; readonly depth: number };
export const messageLimits: XmlLimits = { signs: 64 * 1024, elements: 400, depth: 20 };

class Fault extends Error {
  readonly fault: XmlFault;
  constructor(fault: XmlFault) {
    super(fault);
    this.fault = fault;
  }
}

type Open = { namespace: string; name: string; attributes: Record<string, string>; children: Open[]; text: string };

export function readXml(text: string, limits = messageLimits): Outcome<XmlElement, XmlFault> {
  if (text.length > limits.signs) return refused('too_large');
  try {
    return done(parse(text, limits));
  } catch (error) {
    if (error instanceof Fault) return refused(error.fault);
    throw error;
  }
}

function parse(text: string, limits: XmlLimits): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const stop = (fault: XmlFault) => (): never => {
    throw new Fault(fault);
  };
  for (const part of ['doctype', 'processinginstruction', 'comment', 'cdata'] as const)
    parser.on(part, stop('forbidden_part'));
  parser.on('error', stop('not_well_formed'));

  const path: Open[] = [];
  const ids = new Set<string>();
  let root: Open | undefined;
  let elements = 0;
  parser.on('opentag', ({ uri, local, attributes }) => {
    elements += 1;
    if (elements > limits.elements || path.length >= limits.depth) stop('too_large')();
    const element: Open = { namespace: uri, name: local, attributes: {}, children: [], text: '' };
    for (const attribute of Object.values(attributes)) {
      if (attribute.prefix !== '' || attribute.name === 'xmlns') continue;
      element.attributes[attribute.local] = attribute.value;
      // Each of them is the name of an element for one library or another.
      if (!/^id$/i.test(attribute.local)) continue;
      if (ids.has(attribute.value)) stop('same_id')();
      ids.add(attribute.value);
    }
    path.at(-1)?.children.push(element);
    root ??= element;
    path.push(element);
  });
  parser.on('text', (part) => {
    const open = path.at(-1);
    if (open !== undefined) open.text += part;
  });
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  if (root === undefined) throw new Fault('not_well_formed');
  return root;
}

export function childrenOf(parent: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  return parent.children.filter((child) => child.namespace === namespace && child.name === name);
}

/** The only child of this name; undefined when there is none, or more than one. */
export function onlyChild(parent: XmlElement, namespace: string, name: string): XmlElement | undefined {
  const [found, ...more] = childrenOf(parent, namespace, name);
  return more.length === 0 ? found : undefined;
}

/** Every element of a tree, itself first. */
export function everyElement(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap(everyElement)];
}
