import type { ServeActivity, ServedRequest } from '../../contract/sharing';

const MOST_RECENT = 50;
const MOST_SHOWN_PROJECTS = 20;
/** Names and addresses that are counted: an index can be asked for endless ones. */
const MOST_COUNTED = 20_000;

interface ProjectCount {
  files: number;
  bytes: number;
}

/** Counts what a server is asked for. */
export class ActivityCount {
  #requests = 0;
  #bytes = 0;
  readonly #recent: ServeActivity['recent'][number][] = [];
  readonly #projects = new Map<string, ProjectCount>();
  readonly #clients = new Set<string>();

  add(request: ServedRequest): void {
    const { client, project, isFile, bytes, status } = request;
    this.#requests += 1;
    this.#bytes += bytes;
    this.#recent.unshift({ ...request, number: this.#requests });
    if (this.#recent.length > MOST_RECENT) this.#recent.pop();
    if (this.#clients.size < MOST_COUNTED) this.#clients.add(client);
    // The rest of a file that was begun before (206) counts as no file of its own.
    if (project !== null && isFile && (status === 200 || status === 206)) {
      this.#count(project, status === 200 ? 1 : 0, bytes);
    }
  }

  read(): ServeActivity {
    const projects = [...this.#projects]
      .map(([project, { files, bytes }]) => ({ project, files, bytes }))
      .sort((a, b) => b.files - a.files || b.bytes - a.bytes || (a.project < b.project ? -1 : 1))
      .slice(0, MOST_SHOWN_PROJECTS);
    return {
      requests: this.#requests,
      bytes: this.#bytes,
      recent: [...this.#recent],
      projects,
      clients: this.#clients.size,
    };
  }

  #count(project: string, files: number, bytes: number): void {
    const count = this.#projects.get(project);
    if (count !== undefined) {
      count.files += files;
      count.bytes += bytes;
    } else if (this.#projects.size < MOST_COUNTED) this.#projects.set(project, { files, bytes });
  }
}
