// Reads a PDF as a person, a camera and a screen reader would: words and where they stand, pixels, tags.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import jsQR from 'jsqr';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
const millimetres = 25.4 / 72;
const A4height = 297;
export async function readPdf(bytes) {
    const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
    const document = await getDocument({
        data: new Uint8Array(bytes),
        cMapUrl: `${join(folder, 'cmaps')}/`,
        standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
        verbosity: 0,
    }).promise;
    const { info, metadata } = await document.getMetadata();
    const mark = (await document.getMarkInfo());
    const pages = [];
    for (let number = 1; number <= document.numPages; number += 1)
        pages.push(await readPage(await document.getPage(number)));
    const told = info;
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
async function readPage(page) {
    const content = await page.getTextContent();
    const words = content.items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '')
            return [];
        const [, , , , x, baseline] = item.transform;
        const left = (x ?? 0) * millimetres;
        const bottom = A4height - (baseline ?? 0) * millimetres;
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
    const draw = async (dotsPerInch) => {
        const { createCanvas } = await import('@napi-rs/canvas');
        const viewport = page.getViewport({ scale: dotsPerInch / 72 });
        const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
        await page.render({ canvas: canvas, viewport }).promise;
        return canvas;
    };
    const pixels = async (dotsPerInch) => {
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
            for (const [at, value] of grey.entries())
                rgba.set([value, value, value, 255], at * 4);
            return jsQR.default(rgba, width, height)?.data;
        },
    };
}
function readTag(node) {
    const { role, alt, children } = node;
    return role === undefined ? [] : [{ role, alt, inside: (children ?? []).flatMap(readTag) }];
}
/** Every tag of a page with what it holds, flat. */
export function flatTags(tags) {
    return tags.flatMap((tag) => [tag, ...flatTags(tag.inside)]);
}
