import { beforeEach, describe, expect, it } from 'vitest';
import { COMMAND_NAMES } from '../../contract/command-names';
import type { CommandName } from '../../contract/commands';
import { ProblemError, problem } from '../../contract/problem';
import { createAnswer, type Sender } from './answer';
import type { Handlers } from './handlers';

const PAGE = 'sandgrouse://app/index.html';
const OURS: Sender = { url: PAGE, isOurMainFrame: true };

let calls: { readonly name: CommandName; readonly input: unknown }[] = [];
let logged: string[] = [];

/** Handlers that note what they were asked; a command named in `answers` answers with what stands there. */
function handlers(answers: Partial<Record<CommandName, () => unknown>> = {}): Handlers {
  const entries = COMMAND_NAMES.map((name) => [
    name,
    (input: unknown) => {
      calls.push({ name, input });
      return answers[name]?.();
    },
  ]);
  return Object.fromEntries(entries) as Handlers;
}

const answerWith = (answers: Partial<Record<CommandName, () => unknown>> = {}) =>
  createAnswer({
    handlers: handlers(answers),
    isOurPage: (url) => url === PAGE,
    log: (line) => logged.push(line),
  });

beforeEach(() => {
  calls = [];
  logged = [];
});

describe('who may ask', () => {
  const strangers: readonly (readonly [string, Sender | null])[] = [
    ['a frame that is gone', null],
    ['a frame inside the page', { url: PAGE, isOurMainFrame: false }],
    ['a page from elsewhere', { url: 'https://index.example/', isOurMainFrame: true }],
  ];

  it.each(strangers)('%s is refused, and its handler does not run', async (_who, sender) => {
    const envelope = await answerWith()(sender, 'settings.read', undefined);
    expect(envelope).toMatchObject({ ok: false, problem: { code: 'command-refused' } });
    expect(calls).toEqual([]);
  });
});

describe('what may be asked', () => {
  it.each(['shell.run', 'constructor', '__proto__', 7, undefined])('there is no command %s', async (name) => {
    expect(await answerWith()(OURS, name, undefined)).toMatchObject({
      ok: false,
      problem: { code: 'command-refused', parameters: { reason: 'there is no such request' } },
    });
  });

  it.each([
    ['serve.start', { mirror: '/m', port: 70_000 }],
    ['serve.start', { mirror: '/m' }],
    ['mirrors.status', { mirror: '/m', more: true }],
    ['settings.update', { theme: 'sepia' }],
    ['settings.update', { languageChoice: 'la' }],
    ['app.info', { unasked: 1 }],
  ])('%s with a wrong input is refused with the place of the fault', async (name, input) => {
    const envelope = await answerWith()(OURS, name, input);
    expect(envelope).toMatchObject({ ok: false, problem: { code: 'command-refused' } });
    expect(calls).toEqual([]);
    expect(logged).toHaveLength(1);
  });

  it('a right input reaches its handler', async () => {
    const share = { reach: 'computer', names: [], encryption: { kind: 'none' }, access: { kind: 'none' } };
    const input = { mirror: '/m', port: null, share };
    await answerWith()(OURS, 'serve.start', input);
    expect(calls).toEqual([{ name: 'serve.start', input }]);
  });
});

describe('the envelope', () => {
  it('holds the value', async () => {
    const answer = answerWith({ 'mirrors.list': () => Promise.resolve([]) });
    expect(await answer(OURS, 'mirrors.list', undefined)).toEqual({ ok: true, value: [] });
  });

  it('keeps the code of a problem that was thrown', async () => {
    const missing = problem('profile-missing', { directory: '/m' });
    const answer = answerWith({ 'profile.read': () => Promise.reject(new ProblemError(missing)) });
    expect(await answer(OURS, 'profile.read', { mirror: '/m' })).toEqual({ ok: false, problem: missing });
  });

  it('shows anything else that was thrown as a bug, with details', async () => {
    const answer = answerWith({
      'plan.read': () => {
        throw new TypeError('no such thing');
      },
    });
    const envelope = await answer(OURS, 'plan.read', { mirror: '/m' });
    expect(envelope).toMatchObject({
      ok: false,
      problem: { code: 'bug', parameters: { message: 'no such thing' } },
    });
  });
});
