// Text put into XML that we write ourselves: it comes out as it went in, whatever it holds.

// What XML 1.0 cannot carry at all, not even as a reference: control signs, halves of pairs, two non-characters.
const impossible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // As references, for a reader would make blanks of them in an attribute, and one line end of two.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** For the text of an element and for an attribute between double quotes; what XML cannot hold becomes U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(impossible, '\ufffd').replace(/[&<>"'\t\n\r]/g, (sign) => references[sign] ?? sign);
}
