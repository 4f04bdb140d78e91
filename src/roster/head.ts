// What the beginning of a file says of it.
import { cleanText, readTimestamp } from './rules.js';
import { parseXml, type XmlFile } from './xml.js';

export type Head = {
  readonly file: XmlFile;
  readonly root: string;
  readonly uai: string;
  readonly year: string;
  readonly exportedAt: Date | undefined;
};

/** Reads the beginning of a file: its root and, for SIECLE, its PARAMETRES. */
export async function readHead(file: XmlFile, timeZone: string): Promise<Head> {
  const fields: Record<string, string> = {};
  let root = '';
  let inside = false;
  let known = false;
  let text = '';
  const visitor = () => ({
    open(name: string, _: unknown, depth: number) {
      text = '';
      if (depth === 1) {
        root = name;
        known = !name.startsWith('BEE_');
      } else if (depth === 2) inside = name === 'PARAMETRES';
    },
    text(more: string) {
      text += more;
    },
    close(name: string, depth: number) {
      if (depth === 2 && inside) known = true;
      else if (depth === 3 && inside) fields[name] = cleanText(text);
      text = '';
    },
  });
  for await (const _ of parseXml(file, visitor)) if (known) break;
  return {
    file,
    root,
    uai: (fields.UAJ ?? '').toUpperCase(),
    year: fields.ANNEE_SCOLAIRE ?? '',
    exportedAt: readTimestamp(fields.HORODATAGE ?? '', timeZone) ?? readTimestamp(fields.DATE_EXPORT ?? '', timeZone),
  };
}
