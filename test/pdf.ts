// Reads a PDF as a person, a camera and a screen reader would: words and where they stand, pixels, tags.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import jsQR from 'jsqr';
import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

const millimetres = 25.4 / 72;

/** Millimetres from the top left corner of the sheet. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
export type Word = Box & { readonly text: string };
export type Tag = { readonly role: string; readonly alt: string | undefined; readonly inside: readonly Tag[] };

export type ReadPage = {
  readonly words: readonly Word[];
  readonly text: string;
  readonly tags: readonly Tag[];
  /** The page in grey at this many dots an inch, row by row, 0 black to 255 white. */
  readonly pixels: (dotsPerInch: number) => Promise<{ grey: Uint8Array; width: number; height: number }>;
  /** The page as a PNG file. */
  readonly picture: (dotsPerInch: number) => Promise<Uint8Array>;
  /** What a camera reads in the page's QR square. */
  readonly qr: (dotsPerInch: number) => Promise<string | undefined>;
};

export async function readPdf(bytes: Uint8Array): Promise<{ readonly info: PdfInfo; readonly pages: ReadPage[] }> {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const document = await getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: `${join(folder, 'cmaps')}/`,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    verbosity: 0,
  }).promise;
  const { info, metadata } = await document.getMetadata();
  const mark = (await document.getMarkInfo()) as ReadonlyMap<string, boolean> | null;
  const pages = [];
  for (let number = 1; number <= document.numPages; number += 1)
    pages.push(await readPage(await document.getPage(number)));
  const told = info as { Title?: string; Language?: string };
  return {
    info: {
      title: told.Title,
      language: told.Language,
      marked: mark?.get('Marked') === true,
      uaPart: metadata?.get('pdfuaid:part') ?? undefined,
      toldPages: metadata?.get('xmptpg:npages') ?? undefined,
    },
    pages,
  };
}

export type PdfInfo = {
  readonly title: string | undefined;
  readonly language: string | undefined;
  readonly marked: boolean;
  readonly uaPart: string | undefined;
  readonly toldPages: string | undefined;
};

async function readPage(page: PDFPageProxy): Promise<ReadPage> {
  const sheetHeight = (page.view[3] ?? 0) * millimetres;
  const content = await page.getTextContent();
  const words = content.items.flatMap((item): Word[] => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [, , , , x, baseline] = item.transform as number[];
    const left = (x ?? 0) * millimetres;
    const bottom = sheetHeight - (baseline ?? 0) * millimetres;
    return [
      {
        text: item.str,
        left,
        right: left + item.width * millimetres,
        // Of the capitals: no font of ours has them higher.
        top: bottom - 0.75 * item.height * millimetres,
        bottom,
      },
    ];
  });
  const tree = await page.getStructTree();
  const draw = async (dotsPerInch: number) => {
    const { createCanvas } = await import('@napi-rs/canvas');
    const viewport = page.getViewport({ scale: dotsPerInch / 72 });
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
    await page.render({ canvas: canvas as never, viewport }).promise;
    return canvas;
  };
  const pixels: ReadPage['pixels'] = async (dotsPerInch) => {
    const canvas = await draw(dotsPerInch);
    const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return { grey: Uint8Array.from({ length: width * height }, (_, at) => data[at * 4 + 1] ?? 0), width, height };
  };
  return {
    words,
    text: content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''),
    tags: (tree?.children ?? []).flatMap(readTag),
    pixels,
    picture: async (dotsPerInch) => await (await draw(dotsPerInch)).encode('png'),
    qr: async (dotsPerInch) => {
      const { grey, width, height } = await pixels(dotsPerInch);
      const rgba = new Uint8ClampedArray(grey.length * 4);
      for (const [at, value] of grey.entries()) rgba.set([value, value, value, 255], at * 4);
      return jsQR.default(rgba, width, height)?.data;
    },
  };
}

function readTag(node: unknown): Tag[] {
  const { role, alt, children } = node as { role?: string; alt?: string; children?: unknown[] };
  return role === undefined ? [] : [{ role, alt, inside: (children ?? []).flatMap(readTag) }];
}

/** Every tag of a page with what it holds, flat. */
export function flatTags(tags: readonly Tag[]): Tag[] {
  return tags.flatMap((tag) => [tag, ...flatTags(tag.inside)]);
}
