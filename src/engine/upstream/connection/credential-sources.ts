import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialSource } from './credentials';
import { findNetrcLogin } from './netrc';
import type { Variables } from './proxy-choice';

/** `SANDGROUSE_USERNAME` with `SANDGROUSE_PASSWORD`, or `SANDGROUSE_TOKEN`: for the profile's upstream and nobody else. */
export function variableCredentials(variables: Variables): CredentialSource {
  return async (url, { upstreamUrl }) => {
    if (new URL(url).origin !== new URL(upstreamUrl).origin) return null;
    const { SANDGROUSE_USERNAME: username = '', SANDGROUSE_PASSWORD: password = '' } = variables;
    if (username !== '' || password !== '') return { kind: 'password', username, password };
    const { SANDGROUSE_TOKEN: token = '' } = variables;
    return token === '' ? null : { kind: 'token', token };
  };
}

/**
 * `.netrc` in the person's folder (`_netrc` on Windows), or where the variable `NETRC` leads, as pip has it. One that
 * cannot be read counts as none.
 */
export function netrcCredentials(variables: Variables, homeFolder: string): CredentialSource {
  const named = variables.NETRC ?? '';
  const paths = named === '' ? ['.netrc', '_netrc'].map((name) => join(homeFolder, name)) : [named];
  return async (url) => {
    for (const path of paths) {
      const text = await readFile(path, 'utf8').catch(() => null);
      if (text === null) continue;
      const login = findNetrcLogin(text, new URL(url).hostname);
      return login === null ? null : { kind: 'password', ...login };
    }
    return null;
  };
}
