/** A file's text after a change, or why it cannot be changed: to stand behind a colon. */
export type Edited = { readonly text: string } | { readonly reason: string };
