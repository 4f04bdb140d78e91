// Sample pages of the register of applications, as its operator keeps it.

import { ClientEndPage } from '../../src/clients/end-pages.js';
import { type ClientForm, ClientFormPage } from '../../src/clients/forms.js';
import { ClientPage, ClientsPage } from '../../src/clients/pages.js';
import { RenewalPage, SecretPage, SecretProofPage } from '../../src/clients/secret-pages.js';
import { emptyForm, formOf } from '../../src/sso/client-form.js';
import type { ClientOfRegister } from '../../src/sso/register-rules.js';
import { operator } from './staff-people.js';
import { type Samples, stageIn } from './stage.js';

const view = { ...stageIn('fr').signedOut, path: '/reseau/applications' };
const at = new Date('2026-09-14T16:42:00Z');
const figures = { waiting: 0, parked: 0, oldSecretUntil: null, oldEventsUntil: null, createdAt: at };

export const ent: ClientOfRegister = {
  ...figures,
  id: 1,
  publicId: 'kX2f0pJm7QbA1dTz9uVw',
  protocol: 'oidc',
  name: 'ENT Osé',
  settings: {
    redirectUris: ['https://ent.exemple.fr/auth/oidc/retour'],
    postLogoutRedirectUris: ['https://ent.exemple.fr/adieu'],
    backchannelLogoutUri: 'https://ent.exemple.fr/auth/oidc/retour?logout=backchannel',
    authMethod: 'client_secret_basic',
    idTokenAlgorithm: 'ES256',
    jwks: null,
    pkce: true,
    initiateLoginUri: null,
  },
  claims: ['family_name', 'given_name', 'children', 'FrEduVecteur'],
  schoolUais: null,
  serviceSlug: 'ent',
  subjectType: 'pairwise',
  eventsUrl: 'https://ent.exemple.fr/evenements-de-fratrie',
  events: true,
  lastSignInAt: at,
  parked: 2,
  oldSecretUntil: new Date('2026-09-21T16:42:00Z'),
};
const canteen: ClientOfRegister = {
  ...figures,
  id: 2,
  publicId: 'https://cantine.exemple.fr/parents/*',
  protocol: 'cas',
  name: 'Cantine des collèges du département',
  settings: { service: 'https://cantine.exemple.fr/parents/*', logout: true },
  claims: [],
  schoolUais: ['0330001X', '0330003Z'],
  serviceSlug: null,
  subjectType: 'pairwise',
  eventsUrl: null,
  events: false,
  lastSignInAt: null,
};
const marks: ClientOfRegister = {
  ...canteen,
  id: 3,
  publicId: 'https://notes.exemple.fr/sp',
  protocol: 'saml',
  name: 'Notes',
  settings: {
    entityId: 'https://notes.exemple.fr/sp',
    assertionConsumers: [{ index: 1, location: 'https://notes.exemple.fr/acs', isDefault: true }],
    logout: [],
    signingCertificates: [],
    encryptionCertificates: [],
    requestsSigned: false,
    nameIdFormat: 'persistent',
  },
  schoolUais: null,
  events: true,
};

const form: ClientForm = {
  protocol: 'oidc',
  client: undefined,
  form: 'AAAAAAAAAAAAAAAAAAAA',
  typed: emptyForm,
  tiles: [
    { slug: 'ent', name: 'ENT' },
    { slug: 'cantine', name: 'Cantine' },
  ],
  askCode: false,
  errors: [],
};
const frame = { view, operator };
const acting = { askCode: true, errors: [] };

export const networkClientSamples: Samples = {
  'desk-clients': () => <ClientsPage {...frame} clients={[canteen, ent, marks]} />,
  'desk-clients-none': () => <ClientsPage {...frame} clients={[]} />,
  'desk-client-new': () => <ClientFormPage {...frame} form={form} />,
  'desk-client-new-saml-errors': () => (
    <ClientFormPage
      {...frame}
      form={{
        ...form,
        protocol: 'saml',
        askCode: true,
        errors: [
          { field: 'name', message: 'Un texte de 1 à 80 signes, sans signe invisible.' },
          { field: 'metadata', message: 'Collez les métadonnées, ou choisissez leur fichier.' },
        ],
      }}
    />
  ),
  'desk-client-change': () => (
    <ClientFormPage {...frame} form={{ ...form, protocol: 'cas', client: canteen, typed: formOf(canteen) }} />
  ),
  'desk-client-card': () => <ClientPage {...frame} client={ent} publicUrl="https://comptes.exemple.org" />,
  'desk-client-card-saml': () => <ClientPage {...frame} client={marks} publicUrl="https://comptes.exemple.org" />,
  'desk-client-secret': () => (
    <SecretPage
      {...frame}
      client={ent}
      secrets={{
        secret: 'pJm7QbA1dTz9uVwkX2f0pJm7QbA1dTz9uVwkX2f0abc',
        eventsSecret: 'whsec_kX2f0pJm7QbA1dTz9uVwkX2f0pJm7QbA1dTz9uVwkX0=',
        eventsToken: 'QbA1dTz9uVwkX2f0pJm7QbA1dTz9uVwkX2f0pJm7abc',
      }}
    />
  ),
  'desk-client-secret-read': () => <SecretPage {...frame} client={ent} secrets={undefined} />,
  'desk-client-secret-proof': () => <SecretProofPage {...frame} client={ent} errors={[]} />,
  'desk-client-renewal': () => (
    <RenewalPage {...frame} client={ent} form={{ kind: 'events', days: '0', askCode: true, errors: [] }} />
  ),
  'desk-client-end': () => <ClientEndPage {...frame} client={ent} stops={{ known: 8214, open: 37 }} acting={acting} />,
};
