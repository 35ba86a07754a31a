/** Something in the arguments that a person has to change; nothing has been done yet. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(
    readonly what: string,
    /** What to do next: a whole sentence. */
    readonly next: string,
  ) {
    super(what);
  }
}
