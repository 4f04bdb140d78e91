import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Io } from '../src/command.js';
import { listenForCommands, passCommand } from '../src/command-socket.js';

function temporaryFolder(t: TestContext, below = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'fratrie-socket-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, below), { recursive: true });
  return join(folder, below);
}

function listener(cwd = '/somewhere'): Io & { said: string[] } {
  const said: string[] = [];
  return { cwd, said, out: (text) => void said.push(`out ${text}`), err: (text) => void said.push(`err ${text}`) };
}

test('a command is done by the process that listens, which knows where the caller stands', async (t) => {
  const folder = temporaryFolder(t);
  const socket = await listenForCommands(folder, async (argv, io) => {
    io.out(`${argv.join(' ')} from ${io.cwd}\nsecond line`);
    io.err('a warning');
    return 3;
  });
  t.after(() => socket.close());
  const caller = listener('/home/école');
  assert.equal(await passCommand(folder, ['import', 'élèves 1.xml'], caller), 3);
  assert.deepEqual(caller.said, ['out import élèves 1.xml from /home/école\nsecond line', 'err a warning']);
});

test('what the caller read of standard input comes with the command, whatever signs are in it', async (t) => {
  const folder = temporaryFolder(t);
  const socket = await listenForCommands(folder, async (_, io) => {
    io.out(io.line ?? 'nothing');
    return 0;
  });
  t.after(() => socket.close());
  const line = '{"name":"École « A »\\u2028\u2028"}';
  const caller = { ...listener(), line };
  await passCommand(folder, ['service', 'add'], caller);
  await passCommand(folder, ['service', 'list'], { ...caller, line: undefined });
  assert.deepEqual(caller.said, [`out ${line}`, 'out nothing']);
});

test('the socket is for its owner alone, and goes when it closes', async (t) => {
  const folder = temporaryFolder(t);
  const socket = await listenForCommands(folder, async () => 0);
  assert.equal(statSync(join(folder, 'commands.sock')).mode & 0o777, 0o600);
  await socket.close();
  assert.deepEqual(readdirSync(folder), []);
  assert.equal(await passCommand(folder, ['x'], listener()), undefined, 'nobody listens any more');
});

test('a folder deeper than a socket’s path may be is reached all the same', async (t) => {
  const folder = temporaryFolder(t, `${'très-long/'.repeat(15)}data`);
  const socket = await listenForCommands(folder, async () => 7);
  assert.equal(await passCommand(folder, [], listener()), 7);
  assert.deepEqual(readdirSync(folder), ['commands.sock']);
  await socket.close();
  assert.deepEqual(readdirSync(folder), []);
});

test('commands run one after the other, and closing waits for them', async (t) => {
  const folder = temporaryFolder(t);
  const order: string[] = [];
  const socket = await listenForCommands(folder, async ([name = '']) => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`${name} ends`);
    return 0;
  });
  await Promise.all([passCommand(folder, ['a'], listener()), passCommand(folder, ['b'], listener())]);
  await socket.close();
  assert.deepEqual(
    order.map((line) => line.split(' ')[1]),
    ['begins', 'ends', 'begins', 'ends'],
  );
});

test('a command that throws tells its caller, and the next one runs', async (t) => {
  const folder = temporaryFolder(t);
  const socket = await listenForCommands(folder, async ([name]) => {
    if (name === 'bad') throw new Error('disque plein');
    return 0;
  });
  t.after(() => socket.close());
  const caller = listener();
  assert.equal(await passCommand(folder, ['bad'], caller), 1);
  assert.deepEqual(caller.said, ['err La commande a échoué : disque plein\n']);
  assert.equal(await passCommand(folder, ['good'], listener()), 0);
});
