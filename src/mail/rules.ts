// What mails there are. A job carries ids and a purpose, never a secret: the text is written, and its token minted,
// only when the mail leaves.

export type MailJob =
  /** To the address that the account holds and has not proved yet. */
  | { readonly kind: 'confirm_mail'; readonly accountId: number }
  | {
      readonly kind: 'grouping_notice';
      readonly groupingId: number;
      readonly side: 'kept' | 'absorbed';
      /** The address that was confirmed when the grouping was made: the absorbed account is closed by now. */
      readonly to: string;
    }
  | { readonly kind: 'break_notice'; readonly breakId: number; readonly to: string }
  | {
      readonly kind: 'recovery_letter_notice';
      readonly letterId: number;
      readonly moment: 'made' | 'used';
      readonly to: string;
    };
