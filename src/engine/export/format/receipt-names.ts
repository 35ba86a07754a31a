/**
 * `receipt-` and the first eight digits of the far mirror's id: what it says, its signature, its list of files, and what was
 * exported and imported there.
 */
export const RECEIPT_NAME = /^receipt-[0-9a-f]{8}\.(?:json|sig|sha256sums|jsonl)$/;

export function receiptNames(
  farMirrorId: string,
): Readonly<Record<'json' | 'sig' | 'sums' | 'transfers', string>> {
  const stem = `receipt-${farMirrorId.slice(0, 8)}`;
  return {
    json: `${stem}.json`,
    sig: `${stem}.sig`,
    sums: `${stem}.sha256sums`,
    transfers: `${stem}.jsonl`,
  };
}

/** What a receipt was written into before it got its name, left where the drive went or the program was killed meanwhile. */
export const UNFINISHED_RECEIPT = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
