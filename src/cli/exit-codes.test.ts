import { describe, expect, it } from 'vitest';
import { PROBLEM_FACTS, type Problem, type ProblemCode } from '../contract/problem';
import { exitCodeOf, exitCodeOfSignal } from './exit-codes';

const REFUSED: readonly ProblemCode[] = [
  'profile-missing',
  'profile-of-export',
  'profile-exists',
  'profile-invalid',
  'profile-newer',
  'allowlist-empty',
  'allowlist-invalid',
  'requirements-file-unreadable',
  'input-unrecognised',
  'input-invalid',
  'mirror-without-targets',
  'target-unknown',
  'upstream-url-invalid',
  'proxy-invalid',
  'certificate-file-invalid',
  'requirement-by-url',
  'plan-missing',
  'verification-missing',
  'mirror-in-use',
  'disk-permission',
  'port-taken',
  'nothing-to-serve',
  'serving-certificate-unusable',
  'serve-config-refused',
  'client-index-invalid',
  'client-file-refused',
  'vulnerabilities-unreadable',
  'drives-unreadable',
  'drive-away',
  'approval-too-large',
  'drive-unknown',
  'drive-of-system',
  'drive-in-use',
  'serving-secret-unusable',
  'adoption-refused',
  'bundle-place-refused',
  'bundle-file-refused',
  'export-selection-invalid',
  'export-unchanged',
  'nothing-imported',
  'export-tool-unusable',
  'export-application-unusable',
  'export-base-unknown',
  'signing-key-unusable',
  'bundle-unreadable',
  'bundle-key-unconfirmed',
  'bundle-key-other',
  'bundle-base-other',
  'bundle-of-other-mirror',
];

describe('exit codes', () => {
  it.each(REFUSED)('%s is for a person to change: 2', (code) => {
    expect(exitCodeOf({ code } as Problem)).toBe(2);
  });

  it('every other problem leaves the work incomplete: 1', () => {
    const others = (Object.keys(PROBLEM_FACTS) as ProblemCode[]).filter((code) => !REFUSED.includes(code));
    expect(others.map((code) => [code, exitCodeOf({ code } as Problem)])).toEqual(
      others.map((code) => [code, 1]),
    );
    expect(others).toContain('upstream-unreachable');
    expect(others).toContain('plan-removes-much');
  });

  it('a signal gives 128 and its number', () => {
    expect(exitCodeOfSignal('SIGINT')).toBe(130);
    expect(exitCodeOfSignal('SIGTERM')).toBe(143);
    expect(exitCodeOfSignal('SIGHUP')).toBe(129);
  });
});
