// Sample pages of another provider of identities.
import { FederationGoPage, FederationLinkPage, FederationProblemPage } from '../../src/federation/pages.js';
import type { Samples, Stage } from './stage.js';

export function federationSamples({ signedOut, parentAt }: Stage): Samples {
  const here = parentAt('/mon-compte/securite/relier');
  const name = 'FranceConnect';
  return {
    'federation-link': () => <FederationLinkPage view={here} name={name} linked={false} />,
    'federation-linked': () => <FederationLinkPage view={here} name={name} linked />,
    'federation-go': () => <FederationGoPage view={here} name={name} location="https://fc.example/authorize" />,
    'federation-problem-unknown': () => <FederationProblemPage view={signedOut} name={name} why="unknown" />,
    'federation-problem-failed': () => <FederationProblemPage view={signedOut} name={name} why="failed" />,
    'federation-problem-taken': () => <FederationProblemPage view={here} name={name} why="taken" />,
  };
}
