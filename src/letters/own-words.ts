// What a school adds to its letters, in its own words.
import { frenchTypography } from '../i18n/french.js';
import { tidyText } from '../kernel/text.js';

/** The school's own sentence under who signs it, beside the questions; nothing when it has none. */
export function ownWords({
  letterNote = '',
  letterSignature = '',
}: {
  readonly letterNote?: string;
  readonly letterSignature?: string;
}): readonly { readonly title: string; readonly text: string }[] {
  if (letterNote === '' && letterSignature === '') return [];
  const say = (text: string) =>
    frenchTypography(tidyText(text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')));
  return [{ title: say(letterSignature === '' ? "Un mot de l'école" : letterSignature), text: say(letterNote) }];
}
