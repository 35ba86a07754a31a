import { openTestUpstream } from '../../../../testing/upstream-fixture';
import { problemOf } from '../../../contract/problem';
import { normalizeName } from '../../../python-packaging/name';

/** Reads pages of an index in a process whose memory can be bounded, and says what came of them. */
const [url = '', what = '', times = '1'] = process.argv.slice(2);
const { signal } = new AbortController();
const upstream = openTestUpstream(url);

async function read(): Promise<number | string> {
  let entries = 0;
  try {
    if (what === '') {
      const count = (): void => {
        entries += 1;
      };
      await upstream.listProjects(count, { signal });
      return entries;
    }
    const answer = await upstream.readProject(normalizeName(what), { signal });
    return answer.kind === 'found' ? answer.page.files.length : answer.kind;
  } catch (error) {
    return problemOf(error).code;
  }
}

const outcomes = await Promise.all(Array.from({ length: Number(times) }, read));
await upstream.close();
console.log(JSON.stringify({ outcomes, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024) }));
