// Sample pages of the network's look.
import { LookPage, LookPreviewPage } from '../../src/look/pages.js';
import { operator } from './staff-people.js';
import { type Samples, stageIn } from './stage.js';

const frame = { view: { ...stageIn('fr').signedOut, path: '/reseau/apparence' }, operator };
const form = {
  typed: { name: 'Académie de Bordeaux', colour: '#1f4b99', logo: '' },
  usualName: 'Académie de démonstration',
  hasLogo: true,
  held: true,
  askCode: false,
  errors: [],
};

export const lookSamples: Samples = {
  'desk-look': () => <LookPage {...frame} form={form} />,
  'desk-look-errors': () => (
    <LookPage
      {...frame}
      form={{
        ...form,
        held: false,
        hasLogo: false,
        askCode: true,
        typed: { ...form.typed, colour: '#ffaa00' },
        errors: [
          {
            field: 'colour',
            message: 'Trop claire : son contraste est de 1,8, il faut 7. Celle-ci convient : #704b00.',
          },
        ],
      }}
    />
  ),
  'desk-look-preview': () => (
    <LookPreviewPage
      {...frame}
      view={{
        ...frame.view,
        look: { version: 'AAAAAAAAAAAA', name: 'Académie de Bordeaux', colour: false, logo: false },
      }}
      form={{ name: 'Académie de Bordeaux', version: 'AAAAAAAAAAAA', askCode: true, errors: [] }}
    />
  ),
};
