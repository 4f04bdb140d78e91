// The version of the program, as its package says it.
import { readFileSync } from 'node:fs';
import { projectFolder } from '../kernel/project.js';

const read = JSON.parse(readFileSync(new URL('package.json', projectFolder), 'utf8')) as { readonly version: string };
export const { version } = read;
