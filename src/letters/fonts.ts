// The fonts that letters are drawn with, all under the SIL Open Font License: whole files from their packages, and
// the few Chinese signs of the strip and of the second page (fonts/, decision 0035), whose package weighs 92 MB.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { projectFolder } from '../kernel/project.js';

const packaged = [
  'atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  'atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
  'atkinson-hyperlegible-mono/700Bold/AtkinsonHyperlegibleMono_700Bold.ttf',
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'vazirmatn/400Regular/Vazirmatn_400Regular.ttf',
  'vazirmatn/700Bold/Vazirmatn_700Bold.ttf',
];
const ours = ['noto-sans-sc-letter-regular.ttf', 'noto-sans-sc-letter-bold.ttf'];

export function readFonts(): Buffer[] {
  const { resolve } = createRequire(import.meta.url);
  return [
    ...packaged.map((path) => readFileSync(resolve(`@expo-google-fonts/${path}`))),
    ...ours.map((name) => readFileSync(new URL(`fonts/${name}`, projectFolder))),
  ];
}
