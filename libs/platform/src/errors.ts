/** Every code a `userErrors` entry may carry. One list, so that integrators can switch over it exhaustively. */
export const userErrorCodes = [
  'REQUIRED',
  'INVALID',
  'TOO_LONG',
  'TOO_MANY',
  'NOT_FOUND',
  'TAKEN',
  'DUPLICATE',
  'OUT_OF_RANGE',
  'CYCLE',
  'INVALID_STATE',
  'FROZEN',
  'NOT_ALLOWED',
  'WRONG_KIND',
  'UNKNOWN_ORGANIZATION',
  'UNKNOWN_MEASURE',
  'UNKNOWN_CATEGORY',
  'UNKNOWN_PERIOD',
  'UNDECLARED_BREAKDOWN',
  'OUTSIDE_MEMBERSHIP',
  'WINDOW_NOT_OPEN',
  'WINDOW_CLOSED',
  'NOT_A_NUMBER',
  'NOT_WHOLE',
  'NEGATIVE',
  'NOTHING_TO_REPORT',
] as const;
export type UserErrorCode = (typeof userErrorCodes)[number];

/** One thing a person can correct: `field` is the path into the input, `message` says what to do. */
export interface Problem {
  code: UserErrorCode;
  field: string[];
  message: string;
}

/** Nobody, or a credential that does not hold. */
export class Unauthenticated extends Error {
  constructor(message = 'Sign in, or send a valid API key.') {
    super(message);
  }
}

/** Absent, or not visible to you: the two are never told apart. */
export class NotFound extends Error {
  constructor(
    what: string,
    readonly field: string[] = [],
  ) {
    super(`No such ${what}.`);
  }
}

/** Visible to you, but not yours to do. */
export class Forbidden extends Error {
  constructor(message = 'Your role does not allow this.') {
    super(message);
  }
}

/** The input is wrong; `problems` lists everything that is wrong with it, with paths. */
export class InvalidInput extends Error {
  constructor(
    readonly problems: Problem[],
    /** A program's mistake (a malformed id or cursor), not something that a person mistyped. */
    readonly malformed = false,
  ) {
    super(problems.map((p) => p.message).join(' '));
  }

  static at(field: string | string[], code: UserErrorCode, message: string): InvalidInput {
    return new InvalidInput([{ code, field: typeof field === 'string' ? field.split('.') : field, message }]);
  }

  static malformed(field: string | string[], message: string): InvalidInput {
    return new InvalidInput(InvalidInput.at(field, 'INVALID', message).problems, true);
  }
}

/** The input is fine, but the subject is in a state that does not allow it; `rule` names the rule, e.g. `agenda.adopted`. */
export class InvalidState extends Error {
  constructor(
    readonly rule: string,
    message: string,
    readonly code: UserErrorCode = 'INVALID_STATE',
    readonly field: string[] = [],
  ) {
    super(message);
  }
}

/** Somebody else was faster, or the same idempotency key came with other content (`rule` = `idempotency.reused`). */
export class Conflict extends Error {
  constructor(
    readonly rule: string,
    message: string,
  ) {
    super(message);
  }
}
