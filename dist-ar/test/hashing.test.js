import assert from 'node:assert/strict';
import { test } from 'node:test';
import { argon2id, HashingBusy } from '../src/hashing.js';
const cheap = { memoryCost: 16, timeCost: 1, parallelism: 1 };
test('a secret is kept as argon2id with its parameters, and recognised', async () => {
    const hashing = argon2id();
    const phc = await hashing.make('Une phrase de passe');
    assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.equal(await hashing.matches(phc, 'Une phrase de passe'), true);
    assert.equal(await hashing.matches(phc, 'une phrase de passe'), false);
    assert.notEqual(phc, await hashing.make('Une phrase de passe'), 'two owners of one password do not share a hash');
});
test('a hash made with weaker parameters is outdated, one made with today’s or stronger is not', async () => {
    const weak = await argon2id(cheap).make('x');
    const strong = await argon2id({ ...cheap, memoryCost: 64, timeCost: 3 }).make('x');
    const today = argon2id({ ...cheap, memoryCost: 32, timeCost: 2 });
    assert.equal(today.outdated(weak), true);
    assert.equal(today.outdated(await today.make('x')), false);
    assert.equal(today.outdated(strong), false);
});
test('a person signing in passes the letters that wait for their hashes', async () => {
    const hashing = argon2id(cheap, 1);
    const phc = await hashing.make('x');
    const order = [];
    const letters = [1, 2, 3].map((n) => hashing.make(`letter ${n}`).then(() => order.push(`letter ${n}`)));
    const signIn = hashing.matches(phc, 'x').then(() => order.push('sign-in'));
    await Promise.all([...letters, signIn]);
    assert.deepEqual(order, ['letter 1', 'sign-in', 'letter 2', 'letter 3']);
});
test('the queue is bounded, and a full batch queue leaves room to sign in', async () => {
    const hashing = argon2id(cheap, 1, 2);
    const phc = await hashing.make('x');
    const letters = [1, 2, 3].map((n) => hashing.make(`letter ${n}`));
    await assert.rejects(hashing.make('one too many'), HashingBusy);
    const signIns = [hashing.matches(phc, 'x'), hashing.matches(phc, 'y')];
    await assert.rejects(hashing.matches(phc, 'x'), HashingBusy);
    assert.deepEqual(await Promise.all(signIns), [true, false]);
    await Promise.all(letters);
    assert.equal(await hashing.matches(phc, 'x'), true, 'the queue is open again');
});
