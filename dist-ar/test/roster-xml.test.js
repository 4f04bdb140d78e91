// What is not a well-made XML file of a known encoding is refused, with its line, within bounded memory.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { chooseEncoding } from '../src/roster/encoding.js';
import { DeliveryRefused } from '../src/roster/findings.js';
import { parseXml } from '../src/roster/xml.js';
/** Parses bytes in pieces of `size`; returns all text and the line of each opening tag. */
async function read(content, size = 65_536) {
    const bytes = Buffer.from(content);
    async function* pieces() {
        for (let at = 0; at < bytes.length; at += size)
            yield bytes.subarray(at, at + size);
    }
    const lines = [];
    let text = '';
    try {
        const visitor = (line) => ({
            open: () => void lines.push(line()),
            text: (more) => {
                text += more;
            },
            close: () => undefined,
        });
        for await (const _ of parseXml({ name: 'essai.xml', open: async () => pieces() }, visitor))
            ;
        return { text, lines };
    }
    catch (error) {
        if (error instanceof DeliveryRefused)
            return error.finding;
        throw error;
    }
}
async function refusal(content, size) {
    const got = await read(content, size);
    assert.ok('code' in got, `accepted: ${JSON.stringify(got).slice(0, 200)}`);
    assert.equal(got.file, 'essai.xml');
    assert.match(got.sentence, /[a-zé] /, 'a sentence in French');
    return `${got.code}:${got.line}`;
}
const latin9 = (text) => Buffer.from(text.replaceAll('œ', '\xbd').replaceAll('€', '\xa4'), 'latin1');
describe('encodings', () => {
    const accents = 'Zoé, Cœline, 12 €';
    it('obeys the mark, then the declaration, then UTF-8', async () => {
        const utf16 = (text) => Buffer.from(`\ufeff${text}`, 'utf16le');
        const files = [
            ['UTF-8 without a declaration', Buffer.from(`<a>${accents}</a>`)],
            [
                'UTF-8 with a mark, declared otherwise',
                Buffer.from(`\ufeff<?xml version="1.0" encoding="ISO-8859-15"?><a>${accents}</a>`),
            ],
            ['ISO-8859-15', latin9(`<?xml version="1.0" encoding="ISO-8859-15"?><a>${accents}</a>`)],
            [
                'ISO-8859-15, other quotes and case',
                latin9(`<?xml version='1.0' encoding='iso-8859-15' standalone='yes'?><a>${accents}</a>`),
            ],
            [
                'Windows-1252',
                Buffer.from(`<?xml version="1.0" encoding="windows-1252"?><a>Zoé, C\x9cline, 12 \x80</a>`, 'latin1'),
            ],
            [
                'ISO-8859-1 written on Windows',
                Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?><a>Zoé, C\x9cline, 12 \x80</a>`, 'latin1'),
            ],
            ['UTF-16, little end first', utf16(`<?xml version="1.0" encoding="UTF-16"?><a>${accents}</a>`)],
            ['UTF-16, big end first', utf16(`<?xml version="1.0" encoding="UTF-16"?><a>${accents}</a>`).swap16()],
            ['UTF-16 without a mark', Buffer.from(`<a>${accents}</a>`, 'utf16le')],
        ];
        for (const [name, bytes] of files)
            for (const size of [1, 7, 65_536])
                assert.deepEqual(await read(bytes, size), { text: accents, lines: [1] }, `${name}, in pieces of ${size}`);
    });
    it('reads each byte of ISO-8859-15 as the standard decoder does', () => {
        const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
        const reader = chooseEncoding(Buffer.from('<?xml version="1.0" encoding="ISO-8859-15"?>'));
        assert.equal(reader?.read(bytes, true), new TextDecoder('iso-8859-15').decode(bytes));
    });
    it('refuses bytes that are not of the encoding, on their line', async () => {
        assert.equal(await refusal(Buffer.from('<a>\n<b/>\nZo\xe9</a>', 'latin1')), 'FILE_ENCODING:3');
        assert.equal(await refusal(Buffer.from('<a>\n<b/>\nZo\xe9</a>', 'latin1'), 5), 'FILE_ENCODING:3');
        assert.equal(await refusal(Buffer.from('<a>Zo\xc3', 'latin1')), 'FILE_ENCODING:1');
    });
    it('refuses UTF-8 that says it is of one byte a letter', async () => {
        assert.equal(await refusal('<?xml version="1.0" encoding="ISO-8859-15"?>\n<a>\nZoé</a>'), 'FILE_ENCODING:3');
        assert.equal(await refusal('<?xml version="1.0" encoding="windows-1252"?>\n<a>ÉLISE</a>'), 'FILE_ENCODING:2');
        // A real Ã before a letter is Portuguese.
        const name = await read(Buffer.from('<?xml version="1.0" encoding="ISO-8859-15"?><a>JO\xc3O</a>', 'latin1'));
        assert.equal('text' in name && name.text, 'JOÃO');
    });
    it('refuses an encoding that it does not read', async () => {
        assert.equal(await refusal('<?xml version="1.0" encoding="Shift_JIS"?><a/>'), 'FILE_ENCODING:1');
        assert.equal(await refusal(Buffer.from('\ufeff<a/>', 'utf16le').toString('latin1').replace(/^/, '')), 'FILE_NOT_WELL_FORMED:1');
    });
});
describe('what is not well formed', () => {
    it('is refused on its line', async () => {
        const cases = [
            ['', 'FILE_EMPTY:null'],
            ['prénom;nom\nYanis;BENALI\n', 'FILE_NOT_WELL_FORMED:1'],
            ['<a>\n<b>\n</a>', 'FILE_NOT_WELL_FORMED:3'],
            ['<a>\n<b></b>\n', 'FILE_NOT_WELL_FORMED:3'],
            ['<a>\n<b nom="', 'FILE_NOT_WELL_FORMED:2'],
            ['<a>\n<b', 'FILE_NOT_WELL_FORMED:2'],
            ['<a/>\n<b/>', 'FILE_NOT_WELL_FORMED:2'],
            ['<a>\n&eacute;</a>', 'FILE_NOT_WELL_FORMED:2'],
            ['<a>\u0001</a>', 'FILE_NOT_WELL_FORMED:1'],
            ['<a b="1" b="2"/>', 'FILE_NOT_WELL_FORMED:1'],
            ['<a b=1/>', 'FILE_NOT_WELL_FORMED:1'],
            ['<!-- rien -->', 'FILE_NOT_WELL_FORMED:1'],
            ['\n<?xml version="1.0"?><a/>', 'FILE_NOT_WELL_FORMED:2'],
        ];
        for (const [content, expected] of cases)
            for (const size of [1, 65_536])
                assert.equal(await refusal(content, size), expected, content);
    });
    it('a file cut anywhere is refused', async () => {
        const whole = '<?xml version="1.0"?>\n<a>\n<b nom="x">texte &amp; suite</b><!-- note -->\n</a>';
        for (let cut = 1; cut < whole.length; cut += 1)
            assert.match(await refusal(whole.slice(0, cut)), /^FILE_NOT_WELL_FORMED/, whole.slice(0, cut));
        assert.ok('text' in (await read(whole)));
    });
});
describe('what could harm', () => {
    it('a DTD that declares entities is refused, an outer one is never fetched', async () => {
        let asked = 0;
        const server = createServer((_, response) => {
            asked += 1;
            response.end('<!ENTITY x "y">');
        });
        await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
        const { port } = server.address();
        try {
            const outer = await read(`<!DOCTYPE ficAlimMENESR SYSTEM "http://127.0.0.1:${port}/fic.dtd">\n<ficAlimMENESR/>`);
            assert.deepEqual(outer, { text: '\n', lines: [2] });
            const laughs = '<!DOCTYPE a [\n<!ENTITY a "ha">\n<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">\n]>\n<a>&b;</a>';
            assert.match(await refusal(laughs), /^DTD_ENTITIES/);
            assert.match(await refusal(`<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:${port}/x">]><a>&x;</a>`), /^DTD_ENTITIES/);
            assert.match(await refusal('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'), /^DTD_ENTITIES/);
            assert.match(await refusal(`<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:${port}/p">%p;]><a/>`), /^DTD_ENTITIES/);
            assert.ok('text' in (await read('<!DOCTYPE a [<!ELEMENT a ANY>]><a/>')), 'a grammar alone is harmless');
            assert.equal(asked, 0);
        }
        finally {
            server.close();
        }
    });
    it('depth, attributes, texts and things that never end are bounded', async () => {
        const deep = (levels) => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;
        assert.ok('text' in (await read(deep(10))));
        assert.match(await refusal(deep(11)), /^FILE_LIMIT/);
        assert.match(await refusal(`<a b="${'x'.repeat(1025)}"/>`), /^FILE_LIMIT/);
        assert.match(await refusal(`<a>${'x'.repeat(65_537)}</a>`), /^FILE_LIMIT/);
        assert.match(await refusal(`<a>${'x'.repeat(40_000)}<![CDATA[${'x'.repeat(40_000)}]]></a>`), /^FILE_LIMIT/);
        for (const open of ['<a>', '<a ', '<a b="', '<!--', '<a><!--', '<?x ', '<!DOCTYPE a [', '<a><![CDATA[', '<'])
            assert.match(await refusal(`${open}${'x'.repeat(400_000)}`), /^FILE_LIMIT/, open);
    });
});
