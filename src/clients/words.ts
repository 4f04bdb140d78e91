// What an operator reads of applications, in French.
import type { ClaimName } from '../sso/claims.js';
import type { Mistake } from '../sso/client-line.js';
import { mistakeWords } from '../sso/client-line.js';
import type { RegisteringRefusal } from '../sso/registering-actions.js';
import type { AuthMethod, Protocol, SubjectType } from '../sso/rules.js';
import type { FieldError } from '../web/view.js';

export const protocolWords: Readonly<Record<Protocol, string>> = {
  oidc: 'OpenID Connect',
  cas: 'CAS',
  saml: 'SAML',
};

export const claimWords: Readonly<Record<ClaimName, string>> = {
  name: 'Prénom et nom',
  given_name: 'Prénom',
  family_name: 'Nom',
  email: 'Adresse mail, si elle est prouvée',
  schools: 'Écoles de ses enfants',
  children: 'Enfants : clés de la base élèves, classe, lien',
  ENTPersonProfils: 'Profil de responsable, pour un ENT',
  FrEduVecteur: 'Vecteur d’identité de chaque enfant, pour un ENT',
  FrEduCtRefId: 'Clé de l’annuaire académique (AAF)',
};

export const authWords: Readonly<Record<AuthMethod, string>> = {
  client_secret_basic: 'Un secret, dans l’en-tête (client_secret_basic)',
  client_secret_post: 'Un secret, dans le formulaire (client_secret_post)',
  private_key_jwt: 'Sa propre clé (private_key_jwt)',
  none: 'Aucune preuve : application publique (none)',
};

export const subjectWords: Readonly<Record<SubjectType, string>> = {
  pairwise: 'Un nom pour elle seule',
  public: 'Le nom que les applications publiques partagent',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Fields that the form does not show by themselves: said above all. */
const shown: ReadonlySet<string> = new Set([
  'name',
  'claims',
  'schools',
  'tile',
  'subject_type',
  'events_url',
  'redirect_uris',
  'post_logout_redirect_uris',
  'backchannel_logout_uri',
  'initiate_login_uri',
  'token_endpoint_auth_method',
  'id_token_signed_response_alg',
  'jwks',
  'pkce',
  'service',
  'attribute_names',
  'metadata',
]);

/** The first mistake of each field, as a sentence at it. */
export function fieldErrors(mistakes: readonly Mistake[]): readonly FieldError[] {
  const first = mistakes.filter(({ field }, at) => mistakes.findIndex((one) => one.field === field) === at);
  return first.map((mistake) =>
    shown.has(mistake.field)
      ? { field: mistake.field, message: capital(mistake.why) }
      : { field: '', message: capital(mistakeWords(mistake)) },
  );
}

export function refusalAt(refusal: RegisteringRefusal, protocol: Protocol): FieldError {
  switch (refusal.why) {
    case 'no_school':
      return { field: 'schools', message: `L’école ${refusal.school} n’existe pas ici.` };
    case 'tile_taken':
      return { field: 'tile', message: 'Ce service mène déjà à une autre application.' };
    case 'no_tile':
      return { field: 'tile', message: 'Ce service n’est plus au catalogue.' };
    case 'other_entity':
      return { field: 'metadata', message: 'Ces métadonnées sont celles d’une autre application (entityID).' };
    case 'taken':
      return {
        field: protocol === 'cas' ? 'service' : protocol === 'saml' ? 'metadata' : 'name',
        message: 'Cette application est déjà inscrite.',
      };
    default:
      throw new Error(`${refusal.why} has a page of its own`);
  }
}
