// The style sheet, the script and the icon: read once, served from memory, under an address that changes with their content.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { projectFolder } from '../kernel/project.js';

export type AssetName =
  | 'fratrie.css'
  | 'desk.css'
  | 'fratrie.js'
  | 'desk.js'
  | 'passkey.js'
  | 'prove.js'
  | 'carried.js'
  | 'favicon.svg';

export type Asset = {
  readonly path: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
};

const types: Readonly<Record<AssetName, string>> = {
  'fratrie.css': 'text/css; charset=utf-8',
  'desk.css': 'text/css; charset=utf-8',
  'fratrie.js': 'text/javascript; charset=utf-8',
  'desk.js': 'text/javascript; charset=utf-8',
  'passkey.js': 'text/javascript; charset=utf-8',
  'prove.js': 'text/javascript; charset=utf-8',
  'carried.js': 'text/javascript; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
};

const folder = new URL('public/', projectFolder);
const read = new Map<AssetName, Asset>();

/** A style sheet without comments and without the blanks that only its readers need. */
function tight(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/([ ,:(])0\./g, '$1.')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}')
    .trim();
}

function load(name: AssetName): Asset {
  const known = read.get(name);
  if (known !== undefined) return known;
  const whole = readFileSync(new URL(name, folder));
  const plain = name.endsWith('.css') ? Buffer.from(tight(whole.toString('utf8'))) : whole;
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
  const made: Asset = {
    path: `/a/${hash}/${name}`,
    type: types[name],
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  };
  read.set(name, made);
  return made;
}

/** The address of an asset in a page. */
export function asset(name: AssetName): string {
  return load(name).path;
}

/** All of them, for the web shell to serve. */
export function assets(): readonly Asset[] {
  return (Object.keys(types) as AssetName[]).map(load);
}

/** What is sent for one asset to a browser that accepts these encodings: headers and body. */
export function assetAnswer(found: Asset, acceptEncoding: string): { headers: Record<string, string>; body: Buffer } {
  const accepted = new Set(acceptEncoding.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase()));
  const headers: Record<string, string> = {
    'content-type': found.type,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  };
  if (accepted.has('br')) return { headers: { ...headers, 'content-encoding': 'br' }, body: found.brotli };
  if (accepted.has('gzip')) return { headers: { ...headers, 'content-encoding': 'gzip' }, body: found.gzip };
  return { headers, body: found.plain };
}
