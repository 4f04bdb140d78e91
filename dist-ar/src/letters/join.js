// Joins the PDFs of a batch's chunks into one, tags included. Libraries join pages and drop the structure tree that
// makes a PDF accessible, so the few objects that hold it together are joined here. Knows PDFs made by Typst only.
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFStream, } from '@cantoo/pdf-lib';
const atOnce = { parseSpeed: Number.POSITIVE_INFINITY, updateMetadata: false };
/** One PDF with the pages and the tags of all, in order; title and language are the first one's. */
export async function joinPdfs(pdfs) {
    const [first, ...others] = pdfs;
    if (first === undefined)
        throw new RangeError('nothing to join');
    if (others.length === 0)
        return first;
    const whole = await PDFDocument.load(first, atOnce);
    for (const pdf of others)
        append(whole, await PDFDocument.load(pdf, atOnce));
    tellPages(whole);
    // Object streams would halve the file, in a time that grows with its square.
    return await whole.save({ useObjectStreams: false, objectsPerTick: Number.POSITIVE_INFINITY });
}
/** The root of the pages, the root of the tags, and the one « Document » tag below it. */
function roots(document) {
    const pages = dict(document.catalog, 'Pages');
    const tags = dict(document.catalog, 'StructTreeRoot');
    const kinds = array(tags, 'K');
    return {
        pages,
        pagesRef: reference(document.catalog, 'Pages'),
        kids: array(pages, 'Kids'),
        tags,
        bodyRef: kinds.get(0),
        bodyTags: array(kinds.lookup(0, PDFDict), 'K'),
        /** By the number that a page bears (« StructParents »): the tags on it. */
        tagsOfPages: array(dict(tags, 'ParentTree'), 'Nums'),
    };
}
function append(whole, part) {
    const to = roots(whole);
    // Before its objects get their new numbers: afterwards the part no longer finds them.
    const from = roots(part);
    const counts = { to: number(to.pages, 'Count'), from: number(from.pages, 'Count') };
    const taggedPages = { to: number(to.tags, nextKey), from: number(from.tags, nextKey) };
    const move = mover(whole.context.largestObjectNumber, taggedPages.to);
    for (const [ref, object] of part.context.enumerateIndirectObjects())
        whole.context.assign(move(ref), move(object));
    to.kids.push(move(from.pagesRef));
    from.pages.set(PDFName.of('Parent'), to.pagesRef);
    to.pages.set(PDFName.of('Count'), PDFNumber.of(counts.to + counts.from));
    for (const tag of from.bodyTags.asArray()) {
        to.bodyTags.push(tag);
        whole.context.lookup(tag, PDFDict).set(PDFName.of('P'), to.bodyRef);
    }
    for (const [index, entry] of from.tagsOfPages.asArray().entries()) {
        const isKey = index % 2 === 0 && entry instanceof PDFNumber;
        to.tagsOfPages.push(isKey ? PDFNumber.of(entry.asNumber() + taggedPages.to) : entry);
    }
    to.tags.set(PDFName.of(nextKey), PDFNumber.of(taggedPages.to + taggedPages.from));
}
const nextKey = 'ParentTreeNextKey';
/** Gives references their new numbers, in place, and the pages their new numbers among the tagged ones. */
function mover(offset, taggedPages) {
    const tagged = PDFName.of('StructParents');
    const move = (object) => {
        if (object instanceof PDFRef)
            return PDFRef.of(object.objectNumber + offset);
        if (object instanceof PDFStream)
            move(object.dict);
        else if (object instanceof PDFArray)
            for (const [index, inner] of object.asArray().entries())
                object.set(index, move(inner));
        else if (object instanceof PDFDict)
            for (const [key, inner] of object.entries())
                object.set(key, key === tagged && inner instanceof PDFNumber ? PDFNumber.of(inner.asNumber() + taggedPages) : move(inner));
        return object;
    };
    return move;
}
/** The number of pages also stands in the metadata (XMP). */
function tellPages(whole) {
    const metadata = whole.catalog.lookup(PDFName.of('Metadata'), PDFStream);
    if (!(metadata instanceof PDFRawStream))
        return;
    const text = Buffer.from(metadata.asUint8Array()).toString('utf8');
    const pages = `<xmpTPg:NPages>${number(dict(whole.catalog, 'Pages'), 'Count')}</xmpTPg:NPages>`;
    metadata.updateContents(Buffer.from(text.replace(/<xmpTPg:NPages>\d+<\/xmpTPg:NPages>/, pages)));
}
const dict = (of, key) => of.lookup(PDFName.of(key), PDFDict);
const array = (of, key) => of.lookup(PDFName.of(key), PDFArray);
const number = (of, key) => of.lookup(PDFName.of(key), PDFNumber).asNumber();
function reference(of, key) {
    const ref = of.get(PDFName.of(key));
    if (!(ref instanceof PDFRef))
        throw new Error(`/${key} is no reference`);
    return ref;
}
