import type { ExportSelection } from '../../../contract/bundle';
import type { ChosenDrive, ExportChoice, ExportExtras } from '../../../contract/carry-state';
import type { Drive } from '../../../contract/drive';
import { splitCommand } from '../../../contract/split-command';

/** An export as a person is deciding on it. */
export interface CarryDraft {
  readonly to: string;
  /** The drive that `to` is on. */
  readonly drive: ChosenDrive | null;
  readonly kind: ExportSelection['kind'];
  readonly targets: readonly string[];
  /** As typed, a name a line. */
  readonly projects: string;
  readonly since: string | null;
  readonly readsBack: boolean;
  /** As typed; empty where it is one drive. */
  readonly partGigabytes: string;
  readonly partNumber: string;
  /** As typed. */
  readonly scan: string;
  readonly osvPath: string;
  /** As typed, a path a line. */
  readonly tools: string;
  /** Whether this application goes along. */
  readonly withApplication: boolean;
}

export type CarryFault = 'folder' | 'targets' | 'projects' | 'part' | 'scan';

const EMPTY: CarryDraft = {
  to: '',
  drive: null,
  kind: 'whole',
  targets: [],
  projects: '',
  since: null,
  readsBack: true,
  partGigabytes: '',
  partNumber: '1',
  scan: '',
  osvPath: '',
  tools: '',
  withApplication: false,
};

const GIGABYTE = 1e9;

/** A draft to begin with: that of the last export, where there was one. */
export function startCarryDraft(choice: ExportChoice | null): CarryDraft {
  if (choice === null) return EMPTY;
  const { to, drive, selection, since, readsBack, extras } = choice;
  const { part, scan, osvPath, tools, withApplication } = extras;
  return {
    to,
    drive,
    kind: selection.kind,
    targets: selection.kind === 'targets' ? selection.targets : [],
    projects: selection.kind === 'projects' ? selection.projects.join('\n') : '',
    since,
    readsBack,
    partGigabytes: part === null ? '' : String(part.bytes / GIGABYTE),
    partNumber: String(part?.number ?? 1),
    scan: scan === null ? '' : joinCommand(scan),
    osvPath: osvPath ?? '',
    tools: tools.join('\n'),
    withApplication,
  };
}

/** How a drive is called: by its owner, by its maker, or by the system. */
export function nameOfDrive({ label, model, device }: Drive): string {
  return label ?? model ?? device;
}

/** What is remembered of a drive. One that tells no id of its own is a folder like any other. */
export function chosenDrive(drive: Drive): ChosenDrive | null {
  const { id, mountPoint } = drive;
  return id === null || mountPoint === null ? null : { id, mountPoint, name: nameOfDrive(drive) };
}

/** The drive as long as a folder on it is chosen. */
export function driveOf(drive: ChosenDrive | null, to: string): ChosenDrive | null {
  return drive !== null && isOn(drive.mountPoint, to.trim()) ? drive : null;
}

/** Whether a folder is below a mount point. That of a Windows drive ends with its separator. */
export function isOn(mountPoint: string, folder: string): boolean {
  const rest = folder.slice(mountPoint.length);
  return folder.startsWith(mountPoint) && (rest === '' || /[\\/]$/.test(mountPoint) || /^[\\/]/.test(rest));
}

/** Whether something is chosen that few exports need. */
export function hasMore({ partGigabytes, scan, osvPath, tools, withApplication }: CarryDraft): boolean {
  return withApplication || [partGigabytes, scan, osvPath, tools].some((text) => text.trim() !== '');
}

export function carryFaults(draft: CarryDraft): readonly CarryFault[] {
  const { to, kind, targets, projects } = draft;
  const faults: CarryFault[] = [];
  if (to.trim() === '') faults.push('folder');
  if (kind === 'targets' && targets.length === 0) faults.push('targets');
  if (kind === 'projects' && projectNames(projects).length === 0) faults.push('projects');
  if (partOf(draft) === undefined) faults.push('part');
  if (splitCommand(draft.scan) === null) faults.push('scan');
  return faults;
}

export function choiceOf(draft: CarryDraft): ExportChoice {
  const { to, drive, since, readsBack } = draft;
  const { scan, osvPath, tools, withApplication } = draft;
  const extras = {
    part: partOf(draft) ?? null,
    scan: scan.trim() === '' ? null : splitCommand(scan),
    osvPath: osvPath.trim() === '' ? null : osvPath.trim(),
    tools: tools
      .split('\n')
      .map((path) => path.trim())
      .filter((path) => path !== ''),
    withApplication,
  };
  return { to: to.trim(), drive, selection: selectionOf(draft), since, readsBack, extras };
}

/** `null`: for one drive; `undefined` for what is neither that nor a size and a number. */
function partOf({ partGigabytes, partNumber }: CarryDraft): ExportExtras['part'] | undefined {
  const size = partGigabytes.trim();
  if (size === '') return null;
  const bytes = /^\d{1,6}(?:[.,]\d{1,3})?$/.test(size)
    ? Math.floor(Number(size.replace(',', '.')) * GIGABYTE)
    : 0;
  const number = /^\d{1,4}$/.test(partNumber.trim()) ? Number(partNumber) : 0;
  return bytes > 0 && number > 0 ? { bytes, number } : undefined;
}

/** As it is typed. */
function joinCommand(words: readonly string[]): string {
  return words.map((word) => (/[\s']/.test(word) || word === '' ? `"${word}"` : word)).join(' ');
}

function selectionOf({ kind, targets, projects }: CarryDraft): ExportSelection {
  switch (kind) {
    case 'whole':
      return { kind };
    case 'targets':
      return { kind, targets };
    case 'projects':
      return { kind, projects: projectNames(projects) };
  }
}

/** Normalised (PEP 503), each once. */
function projectNames(text: string): readonly string[] {
  const names = text.split(/[\s,;]+/).filter((name) => name !== '');
  return [...new Set(names.map((name) => name.toLowerCase().replace(/[-_.]+/g, '-')))];
}
