// What is written of staff: who acts, roles, access, settings of the network, approvals.

/** In a session of his, or by a program with a token that he made. */
export type StaffActor =
  | { readonly type: 'staff'; readonly staffId: number; readonly sessionId: number; readonly address: string }
  | { readonly type: 'staff'; readonly staffId: number; readonly tokenId: number; readonly address: string };

export type StaffEvent =
  | {
      readonly kind: 'staff_added';
      /** Without a school: for the network. */
      readonly data: {
        readonly staffId: number;
        readonly school: string | null;
        readonly role: string;
        readonly endsAt: string | null;
      };
    }
  | {
      readonly kind: 'staff_role_added';
      readonly data: {
        readonly staffId: number;
        readonly school: string | null;
        readonly role: string;
        readonly endsAt: string | null;
      };
    }
  | {
      readonly kind: 'staff_role_ended';
      readonly data: { readonly staffId: number; readonly school: string | null; readonly left: boolean };
    }
  | { readonly kind: 'network_set'; readonly data: { readonly name: string; readonly value: number | string | null } }
  | {
      readonly kind: 'approval_asked';
      readonly data: {
        readonly school: string;
        readonly reference: string;
        readonly act: string;
        readonly count: number;
      };
    }
  | {
      readonly kind: 'approval_answered';
      readonly data: { readonly school: string; readonly reference: string; readonly decision: string };
    }
  | {
      readonly kind: 'approval_used';
      readonly data: { readonly school: string; readonly act: string; readonly count: number };
    }
  /** Without a school: of the network. `staffId`: in whose name it acts. */
  | {
      readonly kind: 'token_made';
      readonly data: {
        readonly tokenId: number;
        readonly school: string | null;
        readonly staffId: number;
        readonly scopes: readonly string[];
        readonly endsAt: string;
      };
    }
  | { readonly kind: 'token_revoked'; readonly data: { readonly tokenId: number; readonly school: string | null } }
  | {
      readonly kind: 'staff_recovery_codes_made' | 'staff_recovery_code_used';
      readonly data: { readonly staffId: number };
    }
  | {
      readonly kind: 'staff_factor_added' | 'staff_factor_removed';
      readonly data: { readonly staffId: number; readonly factor: 'application' | 'passkey' };
    }
  | { readonly kind: 'staff_factor_renamed'; readonly data: { readonly staffId: number; readonly factorId: number } }
  | {
      readonly kind: 'staff_identity_linked' | 'staff_identity_unlinked';
      readonly data: { readonly staffId: number; readonly issuer: string };
    }
  | { readonly kind: 'staff_sessions_ended'; readonly data: { readonly staffId: number; readonly sessions: number } }
  | { readonly kind: 'staff_factors_forgotten'; readonly data: { readonly staffId: number } }
  | { readonly kind: 'staff_invited'; readonly data: { readonly staffId: number } }
  | { readonly kind: 'staff_enrolled'; readonly data: { readonly staffId: number } };
