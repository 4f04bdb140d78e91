// What is tried on every protocol that sends a person to another address.

/** Ways to be taken for a service that one is not, or for a part of it that it never answers. */
export const tricks = (origin: string, path: string): readonly string[] => {
  const { host, protocol, hostname } = new URL(origin);
  return [
    `${origin}.attaquant.example${path}`,
    `${origin}@attaquant.example${path}`,
    `${origin}:x@attaquant.example${path}`,
    `${protocol}//attaquant.example/${host}${path}`,
    `${protocol}//attaquant.example?${origin}${path}`,
    `${protocol}//attaquant.example#${origin}${path}`,
    `${protocol}//attaquant.example\\@${host}${path}`,
    `${protocol}//parent@${host}${path}`,
    `${protocol}//parent:secret@${host}${path}`,
    `${protocol}//${host.toUpperCase()}${path}`,
    `${protocol.toUpperCase()}//${host}${path}`,
    `${protocol}//${hostname}.${host.slice(hostname.length)}${path}`,
    `${protocol}//${hostname}:1${path}`,
    `//${host}${path}`,
    `${protocol}/\\${host}${path}`,
    `${protocol}${host}${path}`,
    `${origin}${path}#fragment`,
    `${origin}${path}/../../autre`,
    `${origin}${path}%2f..%2f..%2fautre`,
    `${origin}${path}/%2e%2e/autre`,
    `${origin}${path}/..;/autre`,
    `${origin}${path}%00`,
    `${origin}${path}%252e`,
    `${origin}${path}\\..\\autre`,
    ` ${origin}${path}`,
    `${origin}${path} `,
    `${origin}${path}\t`,
    `${origin}${path}\r\nset-cookie: a=b`,
    `${origin}\u200b${path}`,
    `${origin.replace('e', 'е')}${path}`,
    `javascript:alert('${origin}${path}')`,
    `data:text/html,${origin}${path}`,
  ];
};
