// The one way out of this server over HTTP: events, and the end of a session told to applications. The name is asked once,
// every address of the answer is checked, and the connection goes to what was checked; no redirect is followed.
import { lookup as ask, type LookupAddress } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import ipaddr from 'ipaddr.js';
import type { Config } from '../config.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { type CallFailure, isRegistered, mayCall } from './rules.js';

export type Call = {
  readonly url: string;
  /** What the application registered: the call stays on the origin of one of these. */
  readonly registered: readonly string[];
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The beginning of a long answer: the rest is not read. */
export type Answer = { readonly status: number; readonly body: string };

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const limits = { milliseconds: 5000, answerBytes: 16 * 1024 };
const askAll = promisify(ask);
const resolveByName: Resolve = async (host) => await askAll(host, { all: true });

type Settings = Pick<Config, 'production' | 'callableRanges'>;

export async function callOut(
  { config }: { readonly config: Settings },
  call: Call,
  options: { readonly resolve?: Resolve; readonly milliseconds?: number } = {},
): Promise<Outcome<Answer, CallFailure>> {
  const url = new URL(call.url);
  if (!isRegistered(url, call.registered)) return refused('not_registered');
  if (url.protocol !== 'https:' && config.production) return refused('not_allowed');
  const signal = AbortSignal.timeout(options.milliseconds ?? limits.milliseconds);
  try {
    const addresses = await within(signal, addressesOf(url.hostname, options.resolve ?? resolveByName));
    if (addresses.length === 0) return refused('unreachable');
    if (!addresses.every((one) => isCallable(config, one.address))) return refused('not_allowed');
    return done(await send(url, call, addresses, signal));
  } catch (error) {
    if (signal.aborted) return refused('too_slow');
    if (error instanceof Error) return refused('unreachable');
    throw error;
  }
}

/** A call that must have come back by the deadline, whatever it waits for. */
async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return await Promise.race([work, late]);
}

async function addressesOf(hostname: string, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(literal)) return await resolve(hostname);
  return [{ address: literal, family: ipaddr.parse(literal).kind() === 'ipv4' ? 4 : 6 }];
}

function isCallable(config: Settings, address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address dressed as IPv6 is what it is.
  const parsed = ipaddr.process(address);
  const listed = config.callableRanges.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
  return mayCall({ range: parsed.range(), listed }, config.production);
}

/** Connects to these addresses and no others: nobody asks for the name again. */
const pinned =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_, options, callback) => {
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };

async function send(url: URL, call: Call, addresses: readonly LookupAddress[], signal: AbortSignal): Promise<Answer> {
  const body = Buffer.from(call.body, 'utf8');
  const sending = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: call.method,
    headers: { ...call.headers, 'content-length': body.length },
    lookup: pinned(addresses),
    agent: false,
    signal,
    maxHeaderSize: limits.answerBytes,
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sending.once('response', resolve);
    sending.on('error', reject);
  });
  sending.end(body);
  const response = await answered;
  return { status: response.statusCode ?? 0, body: await beginningOf(response) };
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response) {
    pieces.push(piece as Buffer);
    bytes += (piece as Buffer).length;
    if (bytes >= limits.answerBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, limits.answerBytes).toString('utf8');
}
