// The letter, drawn: where the identifier and the code are. Wide screens only; the words beside it say the same.
import type { JSX } from 'preact';
import { defaultLocale } from '../i18n/locales.js';
import { type T, translator } from '../i18n/translator.js';

export function LetterDrawing({ t }: { t: T }): JSX.Element {
  // The paper is in French whatever its reader reads: he looks for these very words.
  const paper = translator(defaultLocale);
  return (
    <svg class="drawing" viewBox="0 0 350 254" role="img" aria-label={t('letter.drawing')}>
      <path class="paper" d="M2 256V12Q2 2 12 2H338Q348 2 348 12V256" />
      <g class="words">
        <path d="M36 36H140M36 58H104M36 98H196M36 116H214" />
      </g>
      <g class="square">
        <path d="M258 32h20v20h-20ZM300 32h20v20h-20ZM258 74h20v20h-20Z" />
        <path d="M287 30v14M256 61h14M290 61h8M310 61h8M288 76h6M304 74h8M292 90h10M316 88v8" />
      </g>
      <rect class="panel" x="24" y="142" width="302" height="90" rx="9" />
      <text x="42" y="177" lang="fr" direction="ltr">
        {paper('letter.identifier')}
      </text>
      <text class="code" x="145" y="177" direction="ltr">
        m.durand1234
      </text>
      <text x="42" y="212" lang="fr" direction="ltr">
        {paper('letter.code')}
      </text>
      <text class="code" x="145" y="212" direction="ltr">
        7KQ2-M4XA-9TRD
      </text>
    </svg>
  );
}
