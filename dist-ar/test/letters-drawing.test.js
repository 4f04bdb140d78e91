import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawLetters } from '../src/letters/drawing.js';
import { joinPdfs } from '../src/letters/join.js';
import { printCode } from '../src/letters/rules.js';
import { child, letterOf, longNamedChildren } from './letters-of.js';
import { flatTags, readPdf } from './pdf.js';
async function draw(contents, choice) {
    const drawn = await drawLetters(contents, choice);
    assert.ok(drawn.ok, drawn.ok ? '' : drawn.why.detail);
    return { ...drawn.value, ...(await readPdf(drawn.value.pdf)) };
}
async function drawPage(content) {
    const { pages } = await draw([content]);
    assert.equal(pages.length, 1);
    return pages[0] ?? assert.fail();
}
// All that an envelope's window may show, wherever the sheet slides in it.
const window = { left: 90, top: 43.5, right: 209, bottom: 102 };
const touches = (one, other) => one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
const ordinary = (text) => text.replace(/[\u00a0\u202f]/g, ' ');
test('a letter is one tagged page with everything that its reader needs', async () => {
    const content = letterOf();
    const { info, pages, notes } = await draw([content]);
    assert.deepEqual(info, {
        title: 'Lettre 2026-0417',
        language: 'fr-FR',
        marked: true,
        uaPart: '1',
        toldPages: '1',
    });
    assert.deepEqual(notes, []);
    const page = pages[0] ?? assert.fail();
    const text = ordinary(page.text);
    for (const part of [
        'Collège Jean-Moulin',
        'Mme Camille MARTIN',
        'Dylan MARTIN (6e B) et Inès MARTIN (4e A)',
        'fratrie.exemple.fr',
        'c.martin 4827',
        printCode(content.code),
        'mardi 1er décembre 2026',
        'Appelez le collège : 05 56 00 00 00 (8 h – 17 h)',
        'This letter matters.',
        '这封信很重要。',
        'Это важное письмо.',
        'Esta carta é importante.',
        'Bu mektup önemlidir.',
    ])
        assert.ok(text.includes(part), `${part} is missing from:\n${text}`);
    // The address stands in the QR alone: nobody types 26 signs, and a copy of the text opens nothing.
    assert.ok(!text.includes(content.token));
    const tags = flatTags(page.tags);
    const roles = tags.map(({ role }) => role);
    assert.deepEqual(roles.filter((role) => /^H\d$/.test(role)), ['H1', 'H2', 'H2']);
    assert.deepEqual(tags.filter(({ role }) => role === 'Figure').map(({ alt }) => alt), ['Carré à viser avec un téléphone. Il ouvre la page de votre compte.']);
    // Two lists: what to type, four rows; what to do, three steps.
    assert.equal(roles.filter((role) => role === 'L').length, 2);
    assert.equal(roles.filter((role) => role === 'LBody').length, 7);
});
test('a camera reads the QR from the whole page', async () => {
    const content = letterOf();
    const page = await drawPage(content);
    assert.equal(await page.qr(100), `HTTPS://FRATRIE.EXEMPLE.FR/L/${content.token}`);
});
test('nothing but name and class may show in the window, and nothing comes near an edge', async () => {
    const crowded = letterOf({
        school: {
            ...letterOf().school,
            name: 'Lycée polyvalent général et technologique Marguerite-Yourcenar de la Vallée du Haut-Adour',
            addressLines: 'Bâtiment A\nRésidence des Peupliers\n12 rue des Tilleuls\nBP 40001\n33700 Mérignac CEDEX 9',
        },
        guardian: {
            civility: 'Mme',
            firstName: 'Marie-Charlotte-Joséphine',
            familyName: 'de la Rochefoucauld-Montmorency-Laval',
        },
        identifier: 'm.rochefoucaul482715',
        children: longNamedChildren(4),
    });
    const endless = letterOf({
        guardian: { civility: 'M.', firstName: 'Wolfgang '.repeat(30), familyName: 'de Beauregard '.repeat(20) },
    });
    // No word of it can be broken where it should be.
    const widest = letterOf({ guardian: { civility: 'M.', firstName: 'W', familyName: 'W'.repeat(300) } });
    for (const content of [letterOf(), crowded, endless, widest]) {
        const page = await drawPage(content);
        const { grey, width } = await page.pixels(50.8);
        // Two dots a millimetre. Ink in the window's reach stands in the name's box alone: no frame, no mark, no QR.
        for (const [at, value] of grey.entries()) {
            const [x, y] = [(at % width) / 2, Math.floor(at / width) / 2];
            const within = touches({ left: x, right: x + 0.5, top: y, bottom: y + 0.5 }, window);
            const inName = x >= 109.5 && x <= 190.5 && y >= 56 && y <= 80;
            assert.ok(value > 200 || !within || inName, `ink at ${x}, ${y} mm`);
        }
        for (const word of page.words)
            assert.ok(word.left >= 10 && word.right <= 200 && word.top >= 10 && word.bottom <= 286.6, JSON.stringify(word));
        if (content === widest)
            continue;
        const shown = page.words.filter((word) => touches(word, window));
        const name = ordinary(shown.map(({ text }) => text).join(' '));
        assert.match(name, /^(M\.|Mme) .*Classe : (6e B|3EME 1)$/);
        for (const word of shown)
            assert.ok(word.left >= 110 && word.right <= 190.5 && word.top >= 56.5 && word.bottom <= 79, JSON.stringify(word));
    }
});
test('the identifier and the code stay on one line each, never under 16 points', async () => {
    // Longer than any identifier that Fratrie composes.
    const content = letterOf({ identifier: 'm.rochefoucauldmont482715' });
    const page = await drawPage(content);
    const line = (start) => page.words.filter(({ text }) => text.startsWith(start));
    const [identifier] = line('m.roch');
    const [code] = line(printCode(content.code));
    assert.ok(identifier !== undefined && code !== undefined);
    const [digits] = page.words.filter(({ text, bottom }) => text.trim() === '4827' && bottom === identifier.bottom);
    assert.ok(digits !== undefined && digits.left > identifier.right);
    for (const { top, bottom } of [identifier, code])
        assert.ok((bottom - top) / 0.75 >= (16 * 25.4) / 72);
});
test('a letter with much to say is tightened, then takes a second page, and the others stay as they are', async () => {
    const contents = [
        letterOf(),
        letterOf({ children: longNamedChildren(6) }),
        letterOf({ children: longNamedChildren(40) }),
    ];
    const { pages, notes } = await draw(contents);
    assert.equal(pages.length, 4);
    assert.deepEqual(notes, [{ kind: 'two_pages', letter: 2 }]);
    const titles = pages.flatMap(({ words }) => words.filter(({ text }) => text === 'Votre compte Fratrie est prêt'));
    const heights = titles.map(({ top, bottom }) => bottom - top);
    const [usual, six, forty] = heights;
    assert.ok(usual !== undefined && six !== undefined && forty !== undefined && usual > six && six >= forty);
    assert.deepEqual(heights[0], (await drawPage(letterOf())).words
        .filter(({ text }) => text === 'Votre compte Fratrie est prêt')
        .map(({ top, bottom }) => bottom - top)[0]);
});
test('a sign that no font shows is replaced and told, and stops no other letter', async () => {
    const contents = [
        letterOf({ guardian: { civility: 'Mme', firstName: 'Ǆana', familyName: 'Ȩ̣̂Zé' } }),
        letterOf({ guardian: { civility: 'M.', firstName: 'Wei 王', familyName: '😀ﷺ' } }),
        letterOf({ guardian: { civility: null, firstName: 'مريم', familyName: 'Лев' } }),
    ];
    const { pages, notes } = await draw(contents);
    assert.equal(pages.length, 3);
    assert.deepEqual(notes, [{ kind: 'signs_replaced', letter: 1, signs: ['王', '😀', 'ﷺ'] }]);
    assert.ok(pages[1]?.text.includes('Wei ? ?'), pages[1]?.text);
    assert.ok(pages[2]?.text.includes('ЛЕВ'), pages[2]?.text);
});
test('what a register holds is never read as Typst', async () => {
    const page = await drawPage(letterOf({ guardian: { civility: 'M.', firstName: '#panic("x") *b*', familyName: '$x$ \\ @a <b> `c`' } }));
    assert.ok(ordinary(page.text).includes('M. #panic("x") *b* $X$ \\ @A <B> `C`'), page.text);
});
test('a letter prints only the languages that the site speaks', async () => {
    const { pages } = await draw([letterOf()], { languages: ['pt'] });
    assert.match(pages[0]?.text ?? '', /Esta carta/);
    assert.doesNotMatch(pages[0]?.text ?? '', /This letter|mektup/);
    assert.equal((await draw([letterOf()], { languages: [] })).pages.length, 1);
});
test('chunks are joined into one PDF with all their tags, in order', async () => {
    const letters = Array.from({ length: 8 }, (_, at) => letterOf({
        number: `2026-${1000 + at}`,
        guardian: { civility: 'M.', firstName: at === 7 ? '王' : 'Ali', familyName: 'Petit' },
        // One in three says no class: its page has a tag less.
        children: [child('Zoé', `Famille${at}`, at % 3 === 0 ? null : '6e A')],
    }));
    // Two threads: three chunks of two in the first, one in the second.
    const { info, pages, notes } = await draw(letters, { chunkLength: 2 });
    assert.deepEqual(notes, [{ kind: 'signs_replaced', letter: 7, signs: ['王'] }]);
    assert.deepEqual(info, {
        title: 'Lettres, Collège Jean-Moulin',
        language: 'fr-FR',
        marked: true,
        uaPart: '1',
        toldPages: '8',
    });
    assert.equal(pages.length, 8);
    const alone = (await draw(letters.slice(0, 2))).pages.map(({ tags }) => tags);
    assert.notDeepEqual(alone[0], alone[1]);
    for (const [at, page] of pages.entries()) {
        assert.ok(ordinary(page.text).includes(`Lettre n° 2026-${1000 + at}`));
        assert.ok(page.text.includes(`FAMILLE${at}`));
        // The page's own tags, not those of the page with the same number in another chunk.
        assert.deepEqual(page.tags, alone[at % 3 === 0 ? 0 : 1], `tags of page ${at + 1}`);
    }
});
test('nothing is joined to nothing', async () => {
    await assert.rejects(joinPdfs([]), RangeError);
    await assert.rejects(drawLetters([]), RangeError);
});
