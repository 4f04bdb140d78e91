// A form that sends files: its fields are read first (they stand before the files), then the files one by one, as streams.
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { MalformedForm } from './form.js';
import { calm } from './patience.js';

/** A file on its way in. Its name is what the browser says: never a path of ours. */
export type SentFile = {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** After its bytes: it was longer than the limit. */
  readonly isCut: () => boolean;
};

/** What a request sends. */
export type Sent = {
  /** The posted fields, for readForm. */
  readonly body: unknown;
  /** The files of a form that sends some, to be read in order, once; what is left unread is thrown away. */
  readonly files: AsyncIterable<SentFile>;
  /** Whoever sends this was found to be one that may send files: he is not cut off after half a minute. */
  readonly takeTime: () => void;
};

export type Upload = {
  readonly sent: Sent;
  /** Reads away what nobody read: a browser that still sends hears no answer. */
  readonly close: () => Promise<void>;
};

/** More than any form of ours sends beside its files. */
export const fieldLimits = { fieldNameSize: 100, fieldSize: 4096, fields: 50, headerPairs: 20 } as const;

/** The time that a browser may take to send its files. */
export const uploadMinutes = 15;

async function* noFiles(): AsyncGenerator<never> {
  // A form without files.
}

/** A request without files. */
export const nothingSent = (request: FastifyRequest): Sent => ({
  body: request.body,
  files: noFiles(),
  takeTime: () => calm(request.raw),
});

/** What was posted. A form of another kind has its fields read already. */
export async function openUpload(request: FastifyRequest): Promise<Upload> {
  if (typeof request.isMultipart !== 'function' || !request.isMultipart())
    return { sent: nothingSent(request), close: async () => undefined };
  const parts = request.parts();
  const { fields, first } = await readFields(parts);
  // The part that was handed out and may have been left in the middle.
  let current = first;
  async function* files(): AsyncGenerator<SentFile> {
    while (current !== undefined) {
      const { file, filename } = current;
      yield { name: filename ?? '', bytes: file, isCut: () => file.truncated };
      file.resume();
      current = await nextFile(parts);
    }
  }
  return {
    sent: { ...nothingSent(request), body: fields, files: files() },
    close: async () => {
      try {
        for (; current !== undefined; current = await nextFile(parts)) current.file.resume();
      } catch {
        // The browser is gone, or sent more than it may: the answer stands.
      }
    },
  };
}

/** Up to the first file. */
async function readFields(parts: AsyncIterator<Multipart>) {
  const fields: Record<string, unknown> = Object.create(null);
  try {
    for (;;) {
      const next = await parts.next();
      if (next.done === true) return { fields, first: undefined };
      if (next.value.type === 'file') return { fields, first: next.value };
      const { fieldname, value } = next.value;
      const before = fields[fieldname];
      fields[fieldname] = before === undefined ? value : [before, value].flat();
    }
  } catch (error) {
    // The parser's own refusals have a status; what it cannot read at all has none.
    throw error instanceof Error && 'statusCode' in error ? error : new MalformedForm('not a form');
  }
}

async function nextFile(parts: AsyncIterator<Multipart>): Promise<MultipartFile | undefined> {
  for (;;) {
    const next = await parts.next();
    if (next.done === true) return undefined;
    if (next.value.type === 'file') return next.value;
  }
}

/** The first file that was chosen, kept until it is longer than `most`, which tells its reader so; undefined without any. */
export async function firstFile(files: AsyncIterable<SentFile>, most: number): Promise<Buffer | undefined> {
  for await (const { name, bytes } of files) {
    if (name === '') continue;
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of bytes) {
      if (length <= most) parts.push(part);
      length += part.length;
    }
    return Buffer.concat(parts);
  }
  return undefined;
}
