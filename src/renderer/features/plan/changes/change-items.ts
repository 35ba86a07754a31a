import { type GroupedChanges, groupChanges } from '../../../../contract/plan-groups';
import type { PlanChange } from '../../../../contract/plan-summary';

export type ChangeKind = keyof GroupedChanges;

/** A line of the list of changes: how many of a kind, or one of them. */
export type ChangeItem =
  | { readonly line: 'head'; readonly kind: ChangeKind; readonly count: number }
  | { readonly line: 'change'; readonly kind: ChangeKind; readonly change: PlanChange };

const KINDS: readonly ChangeKind[] = ['added', 'removed', 'moved'];

/** The changes of projects whose name contains the text: each kind with its head, flat, to be drawn in part. */
export function changeItems(changes: readonly PlanChange[], text: string): readonly ChangeItem[] {
  const part = text.trim().toLowerCase();
  const grouped = groupChanges(changes.filter(({ project }) => project.includes(part)));
  return KINDS.flatMap((kind): readonly ChangeItem[] => {
    const ofKind = grouped[kind];
    if (ofKind.length === 0) return [];
    return [
      { line: 'head', kind, count: ofKind.length },
      ...ofKind.map((change): ChangeItem => ({ line: 'change', kind, change })),
    ];
  });
}
