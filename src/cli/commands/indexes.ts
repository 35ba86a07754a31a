import { resolve } from 'node:path';
import { isSameAddress } from '../../contract/bound-index';
import type { BoundIndex } from '../../contract/network';
import type { Profile } from '../../contract/profile';
import { readProfile, saveProfile } from '../../engine/profile/profile-file';
import { bindIndexArguments } from '../arguments/index-argument';
import { EXIT_CODES } from '../exit-codes';
import { renderTable } from '../output/table';
import type { IndexesRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';
import { UsageError } from '../usage-error';
import { shellWord } from './init';

/** `sandgrouse indexes`: the indexes besides upstream with what is bound to them, and changes to them. */
export async function runIndexes(request: IndexesRequest, session: Session): Promise<number> {
  const { directory, add, remove } = request;
  const { signal } = session.ending;
  const profile = await readProfile(directory, { signal });
  const indexes = bindIndexArguments(add, without(profile.indexes, remove));
  if (add.length + remove.length > 0) await saveProfile(directory, { ...profile, indexes }, { signal });
  if (session.json) {
    const { upstreamUrl } = profile;
    printJson(session, { type: 'indexes', mirror: resolve(directory), upstreamUrl, indexes });
  } else {
    printLines(session.results, indexLines({ ...profile, indexes }, shellWord(directory)));
  }
  return EXIT_CODES.done;
}

function without(indexes: readonly BoundIndex[], remove: readonly string[]): readonly BoundIndex[] {
  for (const address of remove) {
    if (indexes.some(({ url }) => isSameAddress(url, address))) continue;
    throw new UsageError(
      `The mirror has no index "${address}".`,
      'List its indexes with: sandgrouse indexes DIR',
    );
  }
  return indexes.filter(({ url }) => remove.every((address) => !isSameAddress(url, address)));
}

function indexLines({ upstreamUrl, indexes }: Profile, directory: string): readonly string[] {
  if (indexes.length === 0) {
    return [
      `All projects come from ${upstreamUrl}`,
      `Bind some to another index with: sandgrouse indexes ${directory} --add URL=NAME,NAME`,
    ];
  }
  const column = (heading: string) => ({ heading, align: 'left' as const });
  return [
    ...renderTable(
      [column('Index'), column('Projects')],
      [...indexes.map(({ url, projects }) => [url, projects.join(', ')]), [upstreamUrl, 'all others']],
    ),
    '',
    'Each project comes from its index and from no other.',
  ];
}
