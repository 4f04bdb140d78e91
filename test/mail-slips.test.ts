import assert from 'node:assert/strict';
import { test } from 'node:test';
import { likelyMail } from '../src/kernel/mail-slips.js';

test('one slip in a well-known host gives the host; a host that exists gives nothing', () => {
  const meant: Readonly<Record<string, string>> = {
    'Nadia@gmial.com': 'Nadia@gmail.com',
    'n@gmail.co': 'n@gmail.com',
    'n@gmaill.com': 'n@gmail.com',
    'n@hotmial.fr': 'n@hotmail.fr',
    'n@oramge.fr': 'n@orange.fr',
    'n@YAHO.FR': 'n@yahoo.fr',
    'n@lapote.net': 'n@laposte.net',
  };
  for (const [typed, expected] of Object.entries(meant)) assert.equal(likelyMail(typed), expected, typed);
  for (const host of ['gmail.com', 'GMAIL.com', 'ymail.com', 'mail.com', 'hotmail.de', 'exemple.fr', 'ac-bordeaux.fr'])
    assert.equal(likelyMail(`n@${host}`), undefined, host);
});
