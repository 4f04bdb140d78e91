// Where a request is not written as its schema wants it, and how, in French: never the value, which may be a secret.
export type Invalid = {
  readonly keyword?: string;
  readonly instancePath?: string;
  readonly params?: Readonly<Record<string, unknown>>;
};

export function pointed(invalid: Invalid, where: string) {
  const { instancePath = '', params } = invalid;
  const name = params?.missingProperty;
  return {
    in: where,
    pointer: `${instancePath}${typeof name === 'string' ? `/${name}` : ''}`,
    problem:
      where === 'headers' && instancePath === '/idempotency-key'
        ? 'Une clé (Idempotency-Key) a de 8 à 100 signes, sans espace ni accent.'
        : problemIn(invalid),
  };
}

function problemIn({ keyword, params = {} }: Invalid): string {
  switch (keyword) {
    case 'required':
      return 'Il manque.';
    case 'additionalProperties':
      return 'Un membre n’est pas attendu ici.';
    case 'type':
      return `Le type attendu est : ${[params.type].flat().join(', ')}.`;
    case 'enum':
      return `Les valeurs permises sont : ${[params.allowedValues].flat().join(', ')}.`;
    case 'minLength':
    case 'maxLength':
      return `Il faut ${bound(keyword)} ${params.limit} signes.`;
    case 'minItems':
    case 'maxItems':
      return `Il faut ${bound(keyword)} ${params.limit} éléments.`;
    case 'minimum':
    case 'maximum':
      return `Il faut ${bound(keyword)} ${params.limit}.`;
    default:
      return 'Il n’a pas la forme attendue.';
  }
}

const bound = (keyword: string): string => (keyword.startsWith('min') ? 'au moins' : 'au plus');
