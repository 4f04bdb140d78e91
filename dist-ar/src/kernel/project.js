/** The folder that holds package.json, migrations/, messages/ and public/, seen from the built files in dist/src/kernel/. */
export const projectFolder = new URL('../../../', import.meta.url);
