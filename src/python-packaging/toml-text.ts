/** A text as a basic string of TOML 1.0, quotes included. */
export function tomlString(text: string): string {
  // JSON writes strings as TOML does, but for two things that TOML does not admit.
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd')).replaceAll('\x7f', '\\u007f');
}

export function tomlStrings(texts: readonly string[]): string {
  return `[${texts.map(tomlString).join(', ')}]`;
}
