// The rules of the house that a machine can check by reading the sources (ARCHITECTURE.md).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../src/kernel/project.js';

const root = fileURLToPath(new URL('src', projectFolder));

type Source = {
  readonly path: string;
  readonly text: string;
  /** Without comments and strings: what runs. */
  readonly code: string;
  /** Files of src that it needs at run time, and others that it knows by their types alone. */
  readonly needs: readonly string[];
  readonly knows: readonly string[];
  /** Packages, run time and types. */
  readonly packages: readonly string[];
};

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)].map(
    ([whole, type, from]) => ({
      from: from ?? '',
      // « import { type A, type B } » needs nothing at run time either.
      type: type !== undefined || /\{\s*(type\s+\w+(\s+as\s+\w+)?\s*,?\s*)+\}\s+from/.test(whole),
    }),
  );
  const local = imports.filter(({ from }) => from.startsWith('.'));
  const target = (from: string) => {
    const bare = normalize(join(dirname(path), from)).replace(/\.js$/, '');
    return files.find((file) => file === `${bare}.ts` || file === `${bare}.tsx`) ?? `${bare}.ts`;
  };
  return {
    path,
    text,
    code: text.replace(/\/\*[\s\S]*?\*\/|(^|[^:])\/\/.*$/gm, '$1').replace(/'(?:[^'\\\n]|\\.)*'/g, "''"),
    needs: local.filter((one) => !one.type).map((one) => target(one.from)),
    knows: local.filter((one) => one.type).map((one) => target(one.from)),
    packages: imports.filter(({ from }) => !from.startsWith('.')).map(({ from }) => from),
  };
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.generated.ts'))
  .sort();
const sources = files.map(read);
const named = (pattern: RegExp) => sources.filter(({ path }) => pattern.test(path));
const all = (source: Source) => [...source.needs, ...source.knows];

/** Fails with the list of what breaks the rule. */
function none(found: readonly string[], rule: string): void {
  assert.deepEqual(found, [], rule);
}

describe('the arrows', () => {
  it('rules know the kernel and other rules only', () => {
    const allowed = /^kernel\/|(^|\/)rules(-[\w-]+)?\.ts$|-rules\.ts$/;
    none(
      named(/(^|\/)(rules|[\w-]+-rules)\.ts$/).flatMap((one) =>
        [...all(one).filter((path) => !allowed.test(path)), ...one.packages].map((what) => `${one.path} -> ${what}`),
      ),
      'a rule is pure: it imports no package, no database, no page',
    );
  });

  it('rules and the kernel have no clock, no chance, no promise', () => {
    none(
      named(/(^|\/|-)rules\.ts$|^kernel\//)
        .filter(({ code }) =>
          /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b|\bPromise\b|\basync\b|\bcrypto\./.test(code),
        )
        .map(({ path }) => path),
      'they come as arguments',
    );
  });

  it('SQL stands in src/db alone', () => {
    none(
      sources
        .filter(({ path }) => !path.startsWith('db/'))
        .flatMap((one) =>
          one.packages
            .filter((name) => /^(kysely|pg|pg-copy-streams|pg-boss|@electric-sql\/pglite)(\/|$)/.test(name))
            .map((name) => `${one.path} -> ${name}`),
        ),
      'only src/db speaks to the database',
    );
  });

  it('the database knows no action, no page, no route', () => {
    none(
      named(/^db\//).flatMap((one) =>
        all(one)
          .filter((path) =>
            /actions\.ts$|http\.tsx?$|pages\.tsx$|^(web|i18n)\/|^(app|main|routes|deps)\.ts$/.test(path),
          )
          .map((path) => `${one.path} -> ${path}`),
      ),
      'db is below',
    );
  });

  it('pages import neither actions nor the database', () => {
    none(
      named(/(?<!(^|[/-])http)\.tsx$/).flatMap((one) =>
        all(one)
          .filter((path) => /actions\.tsx?$|^db\/|http\.tsx?$/.test(path))
          .map((path) => `${one.path} -> ${path}`),
      ),
      'a page takes plain data',
    );
  });

  it('http imports no query', () => {
    none(
      named(/[/-]http\.tsx?$|^api\/(?!.*actions\.ts$)/).flatMap((one) =>
        one.needs.filter((path) => path.startsWith('db/')).map((path) => `${one.path} -> ${path}`),
      ),
      'http parses, calls one action, answers',
    );
  });

  it('a transaction is opened by actions alone', () => {
    none(
      sources
        .filter(({ path, code }) => /\binTransaction\(/.test(code) && !/^audit\/actions\.ts$/.test(path))
        .filter(({ path }) => /^(db|web|i18n|kernel)\/|rules\.ts$|pages\.tsx$|http\.tsx$/.test(path))
        .map(({ path }) => path),
      'inTransaction belongs to actions',
    );
    none(
      sources
        .filter(({ path, code }) => /\.transaction\(\)/.test(code) && !/^audit\/actions\.ts$|^db\//.test(path))
        .map(({ path }) => path),
      'one way to open a transaction',
    );
  });

  it('every package that runs is a dependency of the product, not of its development', () => {
    const { dependencies } = JSON.parse(readFileSync(new URL('package.json', projectFolder), 'utf8'));
    const runs = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/^import\s+(?!type\s)(?:[^'";]*?\sfrom\s+)?'((?:@[^'/]+\/)?[^'./][^'/]*)/gm)]
        .map(([, name = '']) => name)
        .filter((name) => !name.startsWith('node:') && !(name in dependencies))
        .map((name) => `${path} -> ${name}`),
    );
    none(runs, 'an installation without development packages starts');
  });

  it('has no cycle', () => {
    const byPath = new Map(sources.map((source) => [source.path, source]));
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (path: string, way: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        cycles.push([...way.slice(way.indexOf(path)), path].join(' -> '));
        return;
      }
      state.set(path, 'open');
      for (const next of byPath.get(path)?.needs ?? []) visit(next, [...way, path]);
      state.set(path, 'done');
    };
    for (const { path } of sources) visit(path, []);
    none(cycles, 'imports needed at run time make no circle');
  });
});

describe('the rooms', () => {
  it('hold no file over 250 lines', () => {
    none(
      sources
        .filter(({ text }) => text.split('\n').length > 251)
        .map(({ path, text }) => `${path}: ${text.split('\n').length - 1} lines`),
      'is it still one room?',
    );
  });

  it('have names of the domain, at one level, without barrels', () => {
    none(
      files.filter(
        (path) =>
          /(^|\/)(utils?|helpers?|common|lib|shared|misc)(\/|\.)|(^|\/)index\.tsx?$/.test(path) ||
          path.split('/').length > 2,
      ),
      'no drawer for everything',
    );
    none(
      files.filter((path) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)?[a-z0-9]+(-[a-z0-9]+)*(\.generated)?\.tsx?$/.test(path)),
      'kebab-case',
    );
  });

  it('read process.* in main.ts alone', () => {
    none(
      sources
        .filter(
          ({ path, code }) =>
            /\bprocess\./.test(code) && !/^main\.ts$|^i18n\/(generate-types|check-command)\.ts$/.test(path),
        )
        .map(({ path }) => path),
      'settings, signals and streams come as arguments',
    );
  });

  it('take the clock and chance from Deps', () => {
    none(
      sources
        .filter(
          ({ path, code }) =>
            /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b|\brandomBytes\b|\brandomUUID\b/.test(code) &&
            path !== 'main.ts',
        )
        .map(({ path }) => path),
      'deps.now() and deps.random',
    );
  });

  it('stand on the map of README.md', () => {
    const map = readFileSync(new URL('README.md', projectFolder), 'utf8').split('## Map')[1] ?? '';
    none(
      [...new Set(files.map((path) => dirname(path)))].filter(
        (room) => room !== '.' && !map.includes(`\`src/${room}\``),
      ),
      'whoever comes finds every room there',
    );
  });

  it('name no document that is not there', () => {
    const here = new Set(readdirSync(projectFolder, { encoding: 'utf8' }));
    const docs = new Set(readdirSync(new URL('docs', projectFolder), { recursive: true, encoding: 'utf8' }));
    const isThere = (name: string) => here.has(name) || docs.has(name.replace(/^docs\//, ''));
    none(
      sources.flatMap(({ path, text }) =>
        [...text.matchAll(/[\w./-]+\.md\b/g)].flatMap(([name]) => (isThere(name) ? [] : [`${path}: ${name}`])),
      ),
      'whoever reads the comment wants to read the document',
    );
  });

  it('write no style, script or handler into a page', () => {
    none(
      named(/\.tsx$/)
        .filter(({ code }) => /\sstyle=|dangerouslySetInnerHTML|\son[A-Z]\w*=/.test(code))
        .map(({ path }) => path),
      'the content security policy refuses them',
    );
  });

  it('are found at all', () => {
    assert.ok(sources.length > 40 && sources.every(({ path }) => relative(root, join(root, path)) === path));
    assert.ok(sources.some(({ needs }) => needs.length > 3));
  });
});
