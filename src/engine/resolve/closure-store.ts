import type { PlanNotice } from '../../contract/plan-summary';
import { PROBLEM_FACTS, type Problem, problem, problemOf } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import { projectVersions } from '../closure/project-versions';
import { type ReleaseReading, readReleaseMetadata } from '../closure/release-metadata';
import type { Need, ProjectKnowledge, Universe } from '../closure/universe';
import type { Candidate } from '../selection/candidate';
import type { Upstream } from '../upstream/upstream';
import { readBuildRequires } from './build-requires';
import type { JudgedPage } from './judge-page';
import { type ProjectReading, readProject } from './read-project';

export interface ClosureStoreOptions {
  readonly upstream: Upstream;
  readonly judge: (reading: Extract<ProjectReading, { kind: 'found' }>) => Promise<JudgedPage>;
  /** Called when a page was asked for, and when one has come. */
  readonly progressed: (pages: { readonly asked: number; readonly read: number }) => void;
  readonly signal: AbortSignal;
}

/** What is read of an index while requirements are followed: each page and each metadata once, for all targets. */
export class ClosureStore {
  /** Every page that was asked for. */
  readonly readings = new Map<NormalizedName, ProjectReading>();
  readonly judged = new Map<NormalizedName, JudgedPage>();
  /** Metadata that could not be used, and why: by filename. */
  readonly metadataFaults = new Map<string, string>();
  readonly notices: PlanNotice[] = [];
  readonly universe: Universe = {
    project: (name) => this.projects.get(name),
    metadata: (candidate) => this.metadata.get(candidate),
  };
  private readonly projects = new Map<NormalizedName, ProjectKnowledge>();
  private readonly metadata = new Map<Candidate, ReleaseReading>();
  private readonly loading = new Map<NormalizedName | Candidate, Promise<void>>();
  private askedPages = 0;

  constructor(private readonly options: ClosureStoreOptions) {}

  /** Reads something; resolves when it is known. Rejects only when the plan has to stop. */
  load(need: Need): Promise<void> {
    const key = need.kind === 'project' ? need.name : need.candidate;
    const known = this.loading.get(key);
    if (known !== undefined) return known;
    const begun =
      need.kind === 'project' ? this.loadProject(need.name) : this.loadMetadata(need.name, need.candidate);
    this.loading.set(key, begun);
    return begun;
  }

  private async loadProject(name: NormalizedName): Promise<void> {
    this.askedPages += 1;
    this.tellProgress();
    const { upstream, judge, signal } = this.options;
    const reading = await readProject(upstream, name, signal);
    if (reading.kind === 'found') {
      const page = await judge(reading);
      this.judged.set(name, page);
      this.projects.set(name, { kind: 'known', versions: projectVersions(name, page.kept, page.dropped) });
    } else {
      this.projects.set(name, { kind: reading.kind });
    }
    this.readings.set(name, reading);
    this.tellProgress();
  }

  private async loadMetadata(name: NormalizedName, candidate: Candidate): Promise<void> {
    const { upstream, signal } = this.options;
    const { filename } = candidate.file;
    try {
      const { text, pyproject } = await upstream.readMetadata(candidate.file, { project: name, signal });
      const build = pyproject === null ? null : readBuildRequires(pyproject);
      const reading = readReleaseMetadata(text, { name, candidate }, build);
      this.metadata.set(candidate, reading);
      if (reading.ok) return;
      const reason = reading.message;
      this.tell(
        'warning',
        name,
        filename,
        reason,
        problem('metadata-unusable', { project: name, filename, reason }),
      );
    } catch (error) {
      signal.throwIfAborted();
      const cause = problemOf(error);
      const { family } = PROBLEM_FACTS[cause.code];
      if (family !== 'upstream' && family !== 'file') throw error;
      const message = 'its metadata could not be read';
      this.metadata.set(candidate, { ok: false, message });
      // What an index did not answer today, or not as announced, may decide what is chosen: such a plan is not whole.
      const isOfToday = family === 'upstream' || cause.code === 'file-hash-mismatch';
      this.tell(isOfToday ? 'error' : 'warning', name, filename, message, cause);
    }
  }

  private tell(
    severity: PlanNotice['severity'],
    project: NormalizedName,
    filename: string,
    message: string,
    cause: Problem,
  ): void {
    this.metadataFaults.set(filename, message);
    this.notices.push({ severity, project, problem: cause });
  }

  private tellProgress(): void {
    this.options.progressed({ asked: this.askedPages, read: this.readings.size });
  }
}
