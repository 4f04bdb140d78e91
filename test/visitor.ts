// A person at a browser without JavaScript: keeps cookies, follows redirects, reads real pages, fills and posts real
// forms. A form field that is not on the page cannot be filled; a post that answers neither a redirect nor a refusal fails.
import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { type HTMLElement, parse } from 'node-html-parser';

export type VisitorOptions = {
  /** The network address that the server sees. */
  readonly address?: string;
  readonly agent?: string;
  readonly origin?: string;
  /** What the browser says that its person reads. */
  readonly languages?: string;
  /** Stands where he is sent, also on another site: without it such a redirect fails the test. */
  readonly mayLeave?: boolean;
};

/** A file as a person chooses it. */
export type Chosen = { readonly file: string; readonly content: Uint8Array | string };

export type Fields = Readonly<Record<string, string | readonly string[] | readonly Chosen[]>>;

export type Page = {
  readonly status: number;
  /** Path and query where the visitor stands after the redirects. */
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
  /** Title of the page's body, and its words as a person reads them (no-break spaces made ordinary). */
  readonly heading: string;
  readonly words: string;
  /** Follows a link named by its words, or by its address. */
  readonly follow: (link: string) => Promise<Page>;
  /** Fills the fields of the form that has them all, keeps what it already holds, and sends it by a button. */
  readonly send: (fields: Fields, button?: string) => Promise<Page>;
  /** What a field of a form holds now. */
  readonly field: (name: string) => string | undefined;
  /** The words of every element that a CSS selector finds. */
  readonly all: (selector: string) => string[];
  readonly bytes: Buffer;
};

export type Visitor = {
  readonly visit: (url: string) => Promise<Page>;
  /** A post made by hand: what a hostile page or a script would send. Cookies are sent; nothing is followed. */
  readonly post: (url: string, fields: Fields, headers?: Record<string, string>) => Promise<Page>;
  readonly cookies: Map<string, string>;
  /** Another browser with the same cookies: a second tab, or a stolen one. */
  readonly copy: (options?: VisitorOptions) => Visitor;
};

/** An ordinary reading of a text: runs of blanks, no-break ones too, become one. */
export const plain = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();

export function openVisitor(
  app: FastifyInstance,
  options: VisitorOptions = {},
  jar = new Map<string, string>(),
): Visitor {
  const origin = options.origin ?? 'http://127.0.0.1:3000';

  async function ask(method: 'GET' | 'POST', url: string, body?: Body, headers: Record<string, string> = {}) {
    const response = await app.inject({
      method,
      url,
      remoteAddress: options.address ?? '127.0.0.1',
      headers: {
        host: new URL(origin).host,
        'user-agent': options.agent ?? 'visitor of the tests',
        ...(options.languages === undefined ? {} : { 'accept-language': options.languages }),
        ...(jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(body === undefined ? {} : { 'content-type': body.type }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body.payload }),
    });
    for (const cookie of response.cookies) {
      const gone = cookie.maxAge === 0 || (cookie.expires !== undefined && cookie.expires.getTime() <= 0);
      if (gone || cookie.value === '') jar.delete(cookie.name);
      else jar.set(cookie.name, cookie.value);
    }
    return response;
  }

  type Response = Awaited<ReturnType<typeof ask>>;

  async function arrive(url: string, first: Response): Promise<Page> {
    let response = first;
    let here = url;
    for (let hops = 0; response.statusCode === 303 || response.statusCode === 302; hops += 1) {
      assert.ok(hops < 10, `too many redirects from ${url}`);
      const target = new URL(String(response.headers.location), new URL(here, origin));
      if (target.origin !== origin && options.mayLeave === true) return read(target.href, response);
      assert.equal(target.origin, origin, `redirected to another site: ${target}`);
      here = target.pathname + target.search;
      response = await ask('GET', here);
    }
    return read(here, response);
  }

  function read(url: string, response: Response): Page {
    const html = response.body;
    const root = parse(html);
    return {
      status: response.statusCode,
      url,
      path: url.split('?', 1)[0] ?? url,
      headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
      html,
      heading: plain(root.querySelector('h1')?.textContent ?? ''),
      words: plain((root.querySelector('body') ?? root).structuredText),
      bytes: response.rawPayload,
      all: (selector) => root.querySelectorAll(selector).map((element) => plain(element.textContent)),
      field: (name) => fieldsOf(root).find((field) => field.name === name)?.value,
      follow: async (link) => {
        const links = root.querySelectorAll('a[href]');
        const found = links.find((one) => plain(one.textContent) === link || one.getAttribute('href') === link);
        const known = links.map((one) => plain(one.textContent)).join(' | ');
        assert.ok(found, `no link « ${link} » on ${url}; there are: ${known}`);
        const target = found.getAttribute('href') ?? '';
        return arrive(target, await ask('GET', target, undefined, { 'sec-fetch-site': 'same-origin' }));
      },
      send: async (fields, button) => {
        const form = findForm(root, Object.keys(fields), button, url);
        const body = fill(form, fields, button);
        const multipart = form.getAttribute('enctype') === 'multipart/form-data';
        const action = new URL(form.getAttribute('action') || url, new URL(url, origin));
        assert.equal(action.origin, origin, 'a form of ours posts to us');
        const target = action.pathname + action.search;
        if ((form.getAttribute('method') ?? 'get').toLowerCase() !== 'post') {
          const query = `${action.pathname}?${encode(body)}`;
          return arrive(query, await ask('GET', query));
        }
        const response = await ask('POST', target, multipart ? asMultipart(body) : asForm(body), {
          origin,
          'sec-fetch-site': 'same-origin',
        });
        assert.ok(
          response.statusCode === 303 ||
            response.statusCode >= 400 ||
            /attachment/.test(String(response.headers['content-disposition'])),
          `POST ${target} answered ${response.statusCode}: a post answers 303, a refusal, or a file`,
        );
        return arrive(target, response);
      },
    };
  }

  return {
    cookies: jar,
    visit: async (url) => arrive(url, await ask('GET', url)),
    post: async (url, fields, headers = {}) =>
      read(url, await ask('POST', url, asForm(Object.entries(fields)), headers)),
    copy: (other = {}) => openVisitor(app, { ...options, ...other }, new Map(jar)),
  };
}

type Entries = readonly (readonly [string, Fields[string]])[];
type Body = { readonly type: string; readonly payload: Buffer };

function encode(entries: Entries): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of entries)
    for (const one of typeof value === 'string' ? [value] : value) {
      assert.equal(typeof one, 'string', `${name}: this form sends no file`);
      body.append(name, one as string);
    }
  return body;
}

const asForm = (entries: Entries): Body => ({
  type: 'application/x-www-form-urlencoded',
  payload: Buffer.from(encode(entries).toString()),
});

/** What a browser makes of a form that sends files; a field of files that nobody filled sends one without a name. */
export function asMultipart(entries: Entries): Body {
  const boundary = '----fratrie-of-the-tests';
  const parts = entries.flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).flatMap((one) => {
      const file = typeof one === 'string' ? undefined : one;
      const named =
        file === undefined ? '' : `; filename="${file.file.replaceAll('"', '%22')}"\r\nContent-Type: text/xml`;
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${named}\r\n\r\n`;
      return [Buffer.from(head), Buffer.from(file === undefined ? (one as string) : file.content), Buffer.from('\r\n')];
    }),
  );
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

type Field = { readonly name: string; readonly value: string | undefined; readonly kind: string };

/** The fields of a form with what they hold: `undefined` for a box that is not ticked. */
function fieldsOf(form: HTMLElement): Field[] {
  return form.querySelectorAll('input[name], select[name], textarea[name]').map((element): Field => {
    const name = element.getAttribute('name') ?? '';
    const value = element.getAttribute('value') ?? '';
    if (element.tagName === 'TEXTAREA') return { name, kind: 'text', value: element.textContent };
    if (element.tagName === 'SELECT') {
      const options = element.querySelectorAll('option');
      const chosen = options.find((option) => option.hasAttribute('selected')) ?? options[0];
      return { name, kind: 'text', value: chosen?.getAttribute('value') ?? chosen?.textContent ?? '' };
    }
    const kind = element.getAttribute('type') ?? 'text';
    const box = kind === 'checkbox' || kind === 'radio';
    return { name, kind: box ? 'box' : kind, value: box && !element.hasAttribute('checked') ? undefined : value };
  });
}

const buttonsOf = (form: HTMLElement) =>
  form.querySelectorAll('button').filter((one) => (one.getAttribute('type') ?? 'submit') === 'submit');

function findForm(root: HTMLElement, names: readonly string[], button: string | undefined, url: string): HTMLElement {
  const forms = root.querySelectorAll('form');
  const found = forms.find((form) => {
    const has = new Set(fieldsOf(form).map((field) => field.name));
    return (
      names.every((name) => has.has(name)) &&
      (button === undefined || buttonsOf(form).some((one) => plain(one.textContent) === button))
    );
  });
  const known = forms.map((form) =>
    [...fieldsOf(form).map(({ name }) => name), ...buttonsOf(form).map((one) => `[${plain(one.textContent)}]`)].join(
      ' ',
    ),
  );
  assert.ok(found, `no form with ${names.join(', ')} ${button ?? ''} on ${url}; there are: ${known.join(' / ')}`);
  return found;
}

function fill(form: HTMLElement, given: Fields, button: string | undefined): Entries {
  const entries: [string, Fields[string]][] = [];
  // In the order of the form, as a browser sends them: what stands after a file is sent after it.
  const left = new Map(Object.entries(given));
  for (const field of fieldsOf(form)) {
    const typed = left.get(field.name);
    if (typed !== undefined) {
      entries.push([field.name, typed]);
      left.delete(field.name);
    } else if (!(field.name in given) && field.value !== undefined)
      entries.push([field.name, field.kind === 'file' ? [{ file: '', content: '' }] : field.value]);
  }
  const pressed = buttonsOf(form).find((one) => button === undefined || plain(one.textContent) === button);
  const name = pressed?.getAttribute('name');
  if (name !== undefined && pressed !== undefined) entries.push([name, pressed.getAttribute('value') ?? '']);
  return entries;
}
