// Why sessions end.

/** How a session ended. */
export type SessionEndCause =
  | 'signed_out'
  | 'password_changed'
  | 'recovered'
  | 'reset'
  | 'frozen'
  | 'ended_by_owner'
  | 'ended_by_school'
  | 'ended_by_command'
  | 'suspended'
  | 'closed'
  | 'replaced'
  | 'grouping'
  | 'asleep';
