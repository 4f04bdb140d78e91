/** What binds the sealed secret of a client's events to that client (src/signin/seal.ts). */
export const eventsSecretLabel = 'client-events';
