// What an application would receive of an account, in the very form in which it would: nothing is given, the reading is kept.
import { canonicalIdentifier } from '../accounts/rules.js';
import { xmlVerdict } from '../cas/answers.js';
import { type FoundAccount, findAccountShown, searchAccounts } from '../db/account-search.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { claimsByScope } from '../oidc/rules.js';
import { entityId } from '../saml/actions.js';
import { attributesXml } from '../saml/writing.js';
import type { Claims } from '../sso/claims.js';
import { previewOf } from '../sso/preview-actions.js';
import type { Client } from '../sso/rules.js';
import type { Operator } from '../staff/rules.js';

export const foundAtMost = 20;

/** By its identifier, or by the beginning of a name. */
export async function searchForPreview(
  deps: Deps,
  operator: Operator,
  asked: { readonly clientId: number; readonly typed: string },
): Promise<readonly FoundAccount[]> {
  const { clientId, typed } = asked;
  await noteReading(deps, operator, 'preview', { reference: String(clientId) });
  return await searchAccounts(deps.db, {
    identifier: canonicalIdentifier(typed),
    name: typed,
    limit: foundAtMost + 1,
  });
}

export type PreviewShown = {
  readonly account: FoundAccount;
  /** Why it would be sent away. */
  readonly refusal: 'not_active' | 'not_opened' | undefined;
  /** Null while the application does not know the account. */
  readonly subject: string | null;
  /** What it receives, by the name of the document or of the scope that brings it. */
  readonly documents: readonly { readonly name: string; readonly text: string }[];
};

export async function readPreview(
  deps: Deps,
  operator: Operator,
  asked: { readonly client: Client; readonly accountId: number },
): Promise<PreviewShown | undefined> {
  const { client, accountId } = asked;
  const account = await findAccountShown(deps.db, accountId);
  if (account === undefined) return undefined;
  await noteReading(deps, operator, 'preview', { accountId, reference: String(client.id) });
  const { opened, subject, claims } = await previewOf(deps, client, accountId);
  const refusal = account.state !== 'active' ? 'not_active' : opened ? undefined : 'not_opened';
  const documents = refusal === undefined ? documentsOf(deps, client, subject ?? unknownName, claims) : [];
  return { account, refusal, subject, documents };
}

/** Stands where the name will be that is given at the first sign-in. */
const unknownName = '(nom opaque, donné à la première entrée)';

function documentsOf(deps: Deps, client: Client, subject: string, claims: Claims): PreviewShown['documents'] {
  switch (client.protocol) {
    case 'oidc':
      return [
        { name: 'id_token', text: json({ iss: deps.config.publicUrl, aud: client.publicId, sub: subject }) },
        ...Object.entries(claimsByScope).flatMap(([scope, names]) => {
          const told = Object.fromEntries(Object.entries(claims).filter(([name]) => names.includes(name)));
          return Object.keys(told).length === 0 ? [] : [{ name: `userinfo, scope ${scope}`, text: json(told) }];
        }),
      ];
    case 'cas':
      return [
        { name: 'p3/serviceValidate', text: onLines(xmlVerdict({ success: { user: subject, attributes: claims } })) },
      ];
    case 'saml': {
      const facts = {
        attributes: claims,
        attributeNames: client.settings.attributeNames ?? 'basic',
        idp: entityId(deps),
      };
      const name = client.settings.nameIdFormat === 'persistent' ? subject : '(un autre nom à chaque connexion)';
      return [
        { name: `NameID, ${client.settings.nameIdFormat}`, text: name },
        { name: 'AttributeStatement', text: onLines(attributesXml(facts)) || '(aucun attribut)' },
      ];
    }
  }
}

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);
/** Elements one under the other, to be read. */
const onLines = (xml: string): string => xml.trim().replaceAll('><', '>\n<');
