import { z } from 'zod';
import { exportChoiceSchema } from './carry-schema';
import type {
  ApprovalPlace,
  BundleFacts,
  CarryState,
  ExportChoice,
  ExportForecast,
  ExportPlace,
} from './carry-state';
import {
  type ClientFileChoice,
  type ClientFilePreview,
  WRITABLE_CLIENTS,
  type WritableClient,
} from './clients/client-file';
import type { IndexTest } from './clients/index-test';
import { type Credential, type CredentialList, credentialSchema, hostAddressSchema } from './credentials';
import type { Drive, DriveRelease } from './drive';
import type { HistoryPage } from './history';
import type { ImportReport, ImportSource } from './import-report';
import { LANGUAGE_CHOICES } from './language';
import {
  FOLDER_PURPOSES,
  type FolderPurpose,
  type MirrorStatus,
  type MirrorSummary,
  type ServeState,
} from './mirror';
import type { PlanFileRow, PlanSummary, ProjectExplanation } from './plan-summary';
import type { AllowlistCheck, Profile } from './profile';
import { profileSchema } from './profile-schema';
import type { ProveState } from './prove-state';
import type { RunState } from './run-state';
import type { AppInfo, Settings, SettingsChange } from './settings';
import { THEMES } from './settings';
import type { ShareChoice } from './sharing';
import { shareChoiceSchema } from './sharing-schema';
import type { KnownTransfer } from './transfer-log';
import { VERIFY_MODES, type VerifyMode } from './verification';
import type { VerifyState } from './verify-state';

/**
 * Every request that a window may make: a name, a parser for its input, the type of its output. Main has a handler for
 * each (a missing one does not compile) and answers with an `Envelope`.
 */
interface Command<Input, Output> {
  readonly input: z.ZodType<Input>;
  /** Carries the output's type; never holds a value. */
  readonly output?: Output;
}

function command<Input, Output>(input: z.ZodType<Input>): Command<Input, Output> {
  return { input };
}

const nothing = z.undefined();
const path = z.string().min(1).max(4096);
const mirror = z.object({ mirror: path }).strict();
const port = z.number().int().min(1).max(65_535).nullable();

export interface ImportQuestion {
  readonly mirror: string;
  readonly source: ImportSource;
  /** What to take of a file that offers a choice; `null`: what is offered first. */
  readonly choices: { readonly extras: readonly string[]; readonly groups: readonly string[] } | null;
}

const names = z.array(z.string().max(300)).max(1000);

const importQuestion: z.ZodType<ImportQuestion> = z.strictObject({
  mirror: path,
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('path'), path }),
    z.strictObject({ kind: z.literal('text'), name: z.string().max(300), text: z.string().max(64_000_000) }),
  ]),
  choices: z.strictObject({ extras: names, groups: names }).nullable(),
});

const writableClient = z.enum(WRITABLE_CLIENTS);

const clientFileChoice: z.ZodType<ClientFileChoice> = z.strictObject({
  client: writableClient,
  path,
  keepsPassword: z.boolean(),
});

export const COMMANDS = {
  'app.info': command<undefined, AppInfo>(nothing),
  'settings.read': command<undefined, Settings>(nothing),
  'settings.update': command<SettingsChange, Settings>(
    z.strictObject({
      theme: z.enum(THEMES).optional(),
      languageChoice: z.enum(LANGUAGE_CHOICES).optional(),
    }),
  ),

  'mirrors.list': command<undefined, readonly MirrorSummary[]>(nothing),
  /** Asks the person for a folder; `null` when they chose none. */
  'mirrors.choose-folder': command<{ readonly purpose: FolderPurpose }, string | null>(
    z.object({ purpose: z.enum(FOLDER_PURPOSES) }).strict(),
  ),
  /** A folder that does not exist yet, in the person's documents, to suggest for a new mirror of this name. */
  'mirrors.suggest-folder': command<{ readonly name: string }, string>(
    z.object({ name: z.string().max(100) }).strict(),
  ),
  'mirrors.create': command<{ readonly directory: string; readonly profile: Profile }, MirrorSummary>(
    z.object({ directory: path, profile: profileSchema }).strict(),
  ),
  'mirrors.open': command<{ readonly directory: string }, MirrorSummary>(
    z.object({ directory: path }).strict(),
  ),
  /** Takes a mirror off the list; its folder stays as it is. */
  'mirrors.forget': command<{ readonly mirror: string }, readonly MirrorSummary[]>(mirror),
  'mirrors.status': command<{ readonly mirror: string }, MirrorStatus>(mirror),
  /** What was done with it, before a place that an earlier answer named; the newest first. */
  'mirrors.history': command<{ readonly mirror: string; readonly olderFrom: number | null }, HistoryPage>(
    z.object({ mirror: path, olderFrom: z.number().int().min(0).nullable() }).strict(),
  ),
  /** What it exported and imported, and what other sides told of that; the newest last, and not more than one reads. */
  'mirrors.transfers': command<{ readonly mirror: string }, readonly KnownTransfer[]>(mirror),
  'mirrors.show-folder': command<{ readonly mirror: string }, null>(mirror),

  /** The folder's whole path where it is a mirror that bandersnatch made and nobody adopted yet; else `null`. */
  'adopt.recognise': command<{ readonly directory: string }, string | null>(
    z.object({ directory: path }).strict(),
  ),
  /** Begins to look at what is there; progress and the end are pushed. Changes nothing. */
  'adopt.survey': command<{ readonly directory: string }, null>(z.object({ directory: path }).strict()),
  /** Begins to adopt; progress and the end are pushed. */
  'adopt.start': command<
    {
      readonly directory: string;
      /** bandersnatch's configuration; `null`: what is found is the allowlist. */
      readonly configurationPath: string | null;
      readonly removesLeftovers: boolean;
    },
    null
  >(
    z.object({ directory: path, configurationPath: path.nullable(), removesLeftovers: z.boolean() }).strict(),
  ),
  'adopt.cancel': command<{ readonly directory: string }, null>(z.object({ directory: path }).strict()),

  'profile.read': command<{ readonly mirror: string }, Profile>(mirror),
  'profile.save': command<{ readonly mirror: string; readonly profile: Profile }, Profile>(
    z.object({ mirror: path, profile: profileSchema }).strict(),
  ),
  'allowlist.check': command<{ readonly allowlist: string; readonly hasTargets: boolean }, AllowlistCheck>(
    z.object({ allowlist: z.string().max(10_000_000), hasTargets: z.boolean() }).strict(),
  ),

  /** Starts planning; progress and the end arrive as run events. */
  'plan.make': command<{ readonly mirror: string }, null>(mirror),
  /** The newest plan of this mirror, from this or an earlier start; `null` when there is none. */
  'plan.read': command<{ readonly mirror: string }, PlanSummary | null>(mirror),
  'plan.files': command<{ readonly mirror: string; readonly project: string }, readonly PlanFileRow[]>(
    z.object({ mirror: path, project: z.string().min(1).max(300) }).strict(),
  ),

  /** Why a project is in the plan as it is, and why other versions are not. */
  'plan.explain': command<{ readonly mirror: string; readonly project: string }, ProjectExplanation>(
    z.object({ mirror: path, project: z.string().min(1).max(300) }).strict(),
  ),

  /** Asks the person for a file to import; `null` when they chose none. */
  'import.choose-file': command<undefined, string | null>(nothing),
  /** Reads a file or a pasted text and says what it would bring; changes nothing. */
  'import.read': command<ImportQuestion, ImportReport>(importQuestion),
  /** Takes it into the profile, which is saved, and keeps a lock in the mirror's folder. */
  'import.apply': command<ImportQuestion, Profile>(importQuestion),
  /**
   * Asks the person where the script goes that describes a Python on an offline computer, and writes it there. Its path;
   * `null` when they chose none.
   */
  'targets.save-script': command<undefined, string | null>(nothing),
  /** The upstream's projects whose names begin with the text, for completion; at most 50. */
  'upstream.complete-project': command<{ readonly mirror: string; readonly text: string }, readonly string[]>(
    z.object({ mirror: path, text: z.string().max(300) }).strict(),
  ),
  /** The versions of a project upstream, the newest first; empty where it is not known. */
  'upstream.versions': command<{ readonly mirror: string; readonly project: string }, readonly string[]>(
    z.object({ mirror: path, project: z.string().min(1).max(300) }).strict(),
  ),

  /** Carries out the plan that was shown. Guards stop it unless they are accepted. Also what Resume and Retry send. */
  'sync.start': command<
    { readonly mirror: string; readonly planId: string; readonly acceptGuards: boolean },
    null
  >(z.object({ mirror: path, planId: z.string().max(100), acceptGuards: z.boolean() }).strict()),
  'sync.pause': command<{ readonly mirror: string }, null>(mirror),
  'sync.resume': command<{ readonly mirror: string }, null>(mirror),
  /** Ends a plan being made, a sync that runs, or one that is paused. Finished files stay. */
  'sync.cancel': command<{ readonly mirror: string }, null>(mirror),
  'run.snapshot': command<
    { readonly mirror: string },
    { readonly sequence: number; readonly state: RunState }
  >(mirror),

  /** `port` null: any free one. */
  'serve.start': command<
    { readonly mirror: string; readonly port: number | null; readonly share: ShareChoice },
    ServeState
  >(
    z.strictObject({
      mirror: path,
      port,
      share: shareChoiceSchema,
    }),
  ),
  'serve.stop': command<{ readonly mirror: string }, ServeState>(mirror),
  /** Serves it again, in the same way, when the person logs in; or no more. */
  'serve.keep': command<{ readonly mirror: string; readonly keeps: boolean }, ServeState>(
    z.strictObject({ mirror: path, keeps: z.boolean() }),
  ),
  'serve.read': command<{ readonly mirror: string }, ServeState>(mirror),
  /** Lets a pip of this computer resolve through the address; `null` where the mirror is not served. */
  'serve.test': command<{ readonly mirror: string }, IndexTest | null>(mirror),
  'serve.open-in-browser': command<{ readonly mirror: string }, null>(mirror),

  /** The file that a client reads by itself; `null` where it has one for each project. */
  'clients.find-file': command<{ readonly client: WritableClient }, string | null>(
    z.strictObject({ client: writableClient }),
  ),
  /** Asks the person for a client's file; `null` when they chose none. */
  'clients.choose-file': command<undefined, string | null>(nothing),
  /** What writing the address into a client's file would change; writes nothing. */
  'clients.preview-file': command<
    { readonly mirror: string; readonly choice: ClientFileChoice },
    ClientFilePreview
  >(z.strictObject({ mirror: path, choice: clientFileChoice })),
  /** Writes what was shown. The path of what the file held before; `null` where there was none. */
  'clients.write-file': command<
    { readonly mirror: string; readonly choice: ClientFileChoice },
    string | null
  >(z.strictObject({ mirror: path, choice: clientFileChoice })),
  /** Takes the last change of a client's file back. The path of what it held. */
  'clients.undo-file': command<{ readonly path: string }, string>(z.strictObject({ path })),

  /** Begins to prove; progress and the end are pushed. */
  'prove.start': command<{ readonly mirror: string }, null>(mirror),
  'prove.cancel': command<{ readonly mirror: string }, null>(mirror),
  'prove.read': command<{ readonly mirror: string }, ProveState>(mirror),
  /** Opens the page of the proof in the person's browser. */
  'prove.open-report': command<{ readonly mirror: string }, null>(mirror),

  /** Begins to verify, or goes on; progress and the end are pushed. */
  'verify.start': command<{ readonly mirror: string; readonly mode: VerifyMode }, null>(
    z.strictObject({ mirror: path, mode: z.enum(VERIFY_MODES) }),
  ),
  'verify.pause': command<{ readonly mirror: string }, null>(mirror),
  'verify.cancel': command<{ readonly mirror: string }, null>(mirror),
  'verify.read': command<{ readonly mirror: string }, VerifyState>(mirror),
  /** Notes what the last verification found and starts planning what mends it, as `plan.make` does. */
  'verify.plan-repair': command<{ readonly mirror: string }, null>(mirror),

  /** The drives of this computer, those that travel first. */
  'drives.list': command<undefined, readonly Drive[]>(nothing),
  /** Writes out what the system still holds for a drive, and unmounts it. */
  'drives.release': command<{ readonly place: string }, DriveRelease>(z.strictObject({ place: path })),

  /** Writes what has to be approved before an export of this choice may travel; `null`: it was cancelled. */
  'approval.write': command<
    { readonly mirror: string; readonly choice: ExportChoice; readonly folder: string },
    ApprovalPlace | null
  >(z.strictObject({ mirror: path, choice: exportChoiceSchema, folder: path })),
  'approval.cancel': command<{ readonly mirror: string }, null>(mirror),
  /** Opens the sheet that was written last. */
  'approval.show': command<{ readonly mirror: string }, null>(mirror),

  /** Where in a folder an export should go, and what lies there that a delta could go on from. */
  'carry.look': command<{ readonly mirror: string; readonly folder: string }, ExportPlace>(
    z.strictObject({ mirror: path, folder: path }),
  ),
  /** Asks the person for a file to put beside an export; `null` when they chose none. */
  'carry.choose-file': command<undefined, string | null>(nothing),
  /** What an export would be; writes nothing on the drive. */
  'carry.forecast': command<{ readonly mirror: string; readonly choice: ExportChoice }, ExportForecast>(
    z.strictObject({ mirror: path, choice: exportChoiceSchema }),
  ),
  /** Begins to export, or goes on with what was copied; progress and the end are pushed. */
  'carry.start': command<{ readonly mirror: string; readonly choice: ExportChoice }, null>(
    z.strictObject({ mirror: path, choice: exportChoiceSchema }),
  ),
  'carry.pause': command<{ readonly mirror: string }, null>(mirror),
  /** Gives an export up; what was copied stays where it is. */
  'carry.cancel': command<{ readonly mirror: string }, null>(mirror),
  'carry.read': command<{ readonly mirror: string }, CarryState>(mirror),

  /** The folder of the bundle that a folder is, or has in it; `null` where there is none. */
  'bundle.recognise': command<{ readonly directory: string }, string | null>(
    z.strictObject({ directory: path }),
  ),
  'bundle.read': command<{ readonly directory: string }, BundleFacts>(z.strictObject({ directory: path })),
  /** Begins to hold every file against the bundle's list; progress and the end are pushed, as of the import. */
  'bundle.check': command<{ readonly directory: string }, null>(z.strictObject({ directory: path })),
  'bundle.import': command<
    {
      readonly directory: string;
      /** The mirror that takes it in; made where it is not there yet. */
      readonly mirror: string;
      /** What the person has compared; `null` where the mirror knows the key. */
      readonly fingerprint: string | null;
      readonly acceptsRemovals: boolean;
    },
    null
  >(
    z.strictObject({
      directory: path,
      mirror: path,
      fingerprint: z.string().max(100).nullable(),
      acceptsRemovals: z.boolean(),
    }),
  ),
  /**
   * Serves it from where it lies, copying nothing; `serve.stop` ends it. `fingerprint` is the one that the person compared
   * or the mirror knows: an export that another key signed is refused.
   */
  'bundle.serve': command<
    {
      readonly directory: string;
      readonly fingerprint: string;
      readonly port: number | null;
      readonly share: ShareChoice;
    },
    ServeState
  >(z.strictObject({ directory: path, fingerprint: z.string().max(200), port, share: shareChoiceSchema })),
  /** The exports that are served from where they lie. */
  'bundle.served': command<undefined, readonly string[]>(nothing),
  'bundle.cancel': command<{ readonly directory: string }, null>(z.strictObject({ directory: path })),
  /** Writes what the mirror took in last into a folder. The path of the receipt. */
  'bundle.write-receipt': command<{ readonly mirror: string; readonly to: string }, string>(
    z.strictObject({ mirror: path, to: path }),
  ),

  /** The hosts that a password or a token is kept for; what it is stays in main. */
  'credentials.list': command<undefined, CredentialList>(nothing),
  /** Keeps what a host wants, in the place of what was kept for it. */
  'credentials.set': command<{ readonly address: string; readonly credential: Credential }, CredentialList>(
    z.strictObject({ address: hostAddressSchema, credential: credentialSchema }),
  ),
  'credentials.forget': command<{ readonly address: string }, CredentialList>(
    z.strictObject({ address: hostAddressSchema }),
  ),

  'clipboard.write': command<{ readonly text: string }, null>(
    z.object({ text: z.string().max(1_000_000) }).strict(),
  ),
} as const;

export type Commands = typeof COMMANDS;
export type CommandName = keyof Commands;
export type CommandInput<Name extends CommandName> = z.infer<Commands[Name]['input']>;
export type CommandOutput<Name extends CommandName> = Exclude<Commands[Name]['output'], undefined>;
