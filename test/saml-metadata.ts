// The metadata of a service provider of SAML as its program writes them, with what a test changes in them.

/** Public halves alone: nothing is signed with them. */
export const strongCertificate =
  'MIIDFzCCAf+gAwIBAgIUDHA2OhS/dVKQMmQlATJHH1ZqktAwDQYJKoZIhvcNAQEL' +
  'BQAwGzEZMBcGA1UEAwwQbm90ZXMuZXhlbXBsZS5mcjAeFw0yNjExMjgxNDI0MjRa' +
  'Fw00NjExMjMxNDI0MjRaMBsxGTAXBgNVBAMMEG5vdGVzLmV4ZW1wbGUuZnIwggEi' +
  'MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDi6ha/PKNSabymrx9tAYfhKp3m' +
  'RAv7A/HXAS9cKGsDj1vohTsiVMmgvO2ndq9bv7oxk7jsaCuxBs9dVseNFEGWYJRt' +
  'R6pOkFEc9wJu2oTgeaPC7gmOs3RRfiQY8L1cgLktdehr0Qazmn9bYxBja031MIDF' +
  'kVlFgcD0FV1bLLlJIbI0swcmAWKLjOOcNhsXECGNGPAYsSuoFe3rcc3RICXw4qni' +
  'Bq2mFQSp07x5XeF9HQpu1ahh4w29jQZyv4924wFwptTlkFKe8Tqyr98SU89/xJmv' +
  '8WXA8lJSMyWo6Nq/qLaLF+rn9+7okghWk193YraXDyQ2u63myungx3wp0oiZAgMB' +
  'AAGjUzBRMB0GA1UdDgQWBBS9HQolXiu4NQGnxTHXQMwMAldSyTAfBgNVHSMEGDAW' +
  'gBS9HQolXiu4NQGnxTHXQMwMAldSyTAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3' +
  'DQEBCwUAA4IBAQB80tMCi31mLUtx/43v6kgZjXFTpbL58xOJpX4ImLsHdQY+YBUC' +
  'bdZehOr8rxpLWykVBCo4jlRyXyr4LBR0h/fcWi4YjAIoszUXMy7eDkxQQANq1lBF' +
  'RcXpAlfImnVzvZbxIv+7G4dzDFiqZEutguo1OUf8zoXk7AGhDTs0T4ExpT2qyFBe' +
  'VnNBXga9RQ+OvDsxN9xc0vpI3LfjMBRSI8Kb8yuuNqmbRqrAdloMe1KWwELYWQYu' +
  '7I4pHpB/iuvrc9cNhsZIKRkisP7sfwqWCzJPpGvKdKFlrwbtpEzG1H0Psmq1FKDF' +
  'lDGgwgTObkuIC19Pqc+X5wSPSaHs0/bJ2Uco';
export const weakCertificate =
  'MIICEjCCAXugAwIBAgIUU2/d9Y4jN6A06KYYkF6/PFCO+8gwDQYJKoZIhvcNAQEL' +
  'BQAwGzEZMBcGA1UEAwwQbm90ZXMuZXhlbXBsZS5mcjAeFw0yNjExMjgxNDI0MjRa' +
  'Fw00NjExMjMxNDI0MjRaMBsxGTAXBgNVBAMMEG5vdGVzLmV4ZW1wbGUuZnIwgZ8w' +
  'DQYJKoZIhvcNAQEBBQADgY0AMIGJAoGBAKfPgu+bQdsNVOz2nurs3BZg3p4iHOOG' +
  '50L299jUKFDeEeHEi6ePlby2fjzyZn22D3jFSzV0Yr/oIDyhk4ufj7PAd6K1dQyf' +
  'WttSH21qpZ957E6nYDdqrzNjs9SciH1nV2Y4Qko7LV1ekGbpcVnv4EFGi9cqPWC5' +
  'dtlalu6RdjvdAgMBAAGjUzBRMB0GA1UdDgQWBBQ6h6bkGl8o4Ll2RCEybrZyCxUi' +
  'iDAfBgNVHSMEGDAWgBQ6h6bkGl8o4Ll2RCEybrZyCxUiiDAPBgNVHRMBAf8EBTAD' +
  'AQH/MA0GCSqGSIb3DQEBCwUAA4GBAC5zwVqLeVgstmUJzX4KCeEfsDbis4O+cRal' +
  'w2SwPXyTGJwh462aIZLBvYZGC5KgXGt7WjoazjKn4aPhLvXnMMJwSNmO32pZDDac' +
  'p+aIPxga+9tF2HJtU68vnY9TqfT4O7fqIJnw5e/90uWZSWiN0g4VQhkPvG2rOW7l' +
  'ABhjTsrZ';
/** Of an elliptic curve. */
export const curveCertificate =
  'MIIBjDCCATGgAwIBAgIUboXZfrR6AK5SQ4GqrsUoMaQEF54wCgYIKoZIzj0EAwIw' +
  'GzEZMBcGA1UEAwwQbm90ZXMuZXhlbXBsZS5mcjAeFw0yNjExMjgxNTQ1MjBaFw00' +
  'NjAxMjcxNTQ1MjBaMBsxGTAXBgNVBAMMEG5vdGVzLmV4ZW1wbGUuZnIwWTATBgcq' +
  'hkjOPQIBBggqhkjOPQMBBwNCAASkeMvjRs7mwEGsl3SLAIrxbmo6jyOp4OYxXfW8' +
  'DTgVDszQQNuGFo1n1DcPzbK4GrC5Fu6pXq4SrIqzeX3yBNjlo1MwUTAdBgNVHQ4E' +
  'FgQUvb/jfXtVopnfnyiEKX7hSKUygRIwHwYDVR0jBBgwFoAUvb/jfXtVopnfnyiE' +
  'KX7hSKUygRIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA0QU0' +
  'cd4BAHfSmI2Uq1IA5+3hMm9+samYvCdUriJEqU8CIQDeaYfbu2x/txTu8ntMSrvN' +
  'rJtziSEhnG4VtcCJPWmHIQ==';

export function metadataOf(rest: {
  readonly signing?: string;
  readonly encryption?: string;
  readonly validUntil?: string;
  readonly requestsSigned?: boolean;
}): string {
  const key = (use: string, certificate: string | undefined) =>
    certificate === undefined
      ? ''
      : `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>
${certificate}
</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
  entityID="https://notes.exemple.fr/sp"${rest.validUntil === undefined ? '' : ` validUntil="${rest.validUntil}"`}>
  <md:SPSSODescriptor AuthnRequestsSigned="${rest.requestsSigned === true}"
    protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    ${key('signing', rest.signing)}${key('encryption', rest.encryption)}
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
      Location="https://notes.exemple.fr/slo"/>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:AssertionConsumerService index="1" isDefault="true"
      Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://notes.exemple.fr/acs"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>`;
}
