/**
 * Takes secrets out of a line for the log: user and password in an address, the values of its query, and what follows
 * `Authorization` or a word for a token.
 */
export function redact(line: string): string {
  return redactAddresses(line)
    .replace(/\b(authorization["']?\s*[:=]\s*["']?(?:basic|bearer|token)?\s*)[^\s"',]+/gi, '$1…')
    .replace(/\b((?:token|password|passwd|secret|api[-_]?key)["']?\s*[:=]\s*["']?)[^\s"',&]+/gi, '$1…');
}

/** Takes user and password, and the values of its query, out of every address in a text; harmless when done twice. */
export function redactAddresses(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s"'@]+@/gi, '$1…@')
    .replace(/([?&][^=&\s"']+=)[^&\s"']+/g, '$1…');
}
