// A posted form as the line of an application, its metadata read: what a command takes from a file comes with the form.

import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { OperatorVisit } from '../network/at-network.js';
import { type ClientTyped, lineOfForm } from '../sso/client-form.js';
import { readClientLine } from '../sso/client-line.js';
import type { ClientOfRegister } from '../sso/register-rules.js';
import type { ReadLine } from '../sso/registering-actions.js';
import type { Protocol, SamlSettings } from '../sso/rules.js';
import { metadataBytes, readSamlMetadata } from '../sso/saml-metadata.js';
import { firstFile } from '../web/upload.js';
import type { FieldError } from '../web/view.js';
import { fieldErrors } from './words.js';

/** `held`: the application as it is, whose metadata stay when no others come. */
export async function readLineOf(
  visit: OperatorVisit,
  protocol: Protocol,
  typed: ClientTyped,
  held: ClientOfRegister | undefined,
): Promise<Outcome<ReadLine, readonly FieldError[]>> {
  const { config, now } = visit.deps;
  const line = readClientLine(lineOfForm(protocol, typed), config.production);
  const mistakes = line.ok ? [] : fieldErrors(line.why);
  if (protocol !== 'saml') {
    if (!line.ok || line.value.protocol === 'saml') return refused(mistakes);
    return done(line.value);
  }
  const sent = await firstFile(visit.files, metadataBytes);
  const bytes = sent ?? (typed.metadata === '' ? undefined : Buffer.from(typed.metadata, 'utf8'));
  const kept = held?.protocol === 'saml' ? held.settings : undefined;
  let read: Outcome<SamlSettings, string>;
  if (bytes !== undefined) read = readSamlMetadata(bytes, config.production, now());
  else read = kept === undefined ? refused('Collez les métadonnées, ou choisissez leur fichier.') : done(kept);
  const all = read.ok ? mistakes : [...mistakes, { field: 'metadata', message: read.why }];
  if (!line.ok || line.value.protocol !== 'saml' || !read.ok || all.length > 0) return refused(all);
  return done({ ...line.value, settings: { ...read.value, attributeNames: line.value.attributeNames } });
}
