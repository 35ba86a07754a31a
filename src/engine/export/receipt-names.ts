/** `receipt-` and the first eight digits of the far mirror's id: what it says, its signature, and its list of files. */
export const RECEIPT_NAME = /^receipt-[0-9a-f]{8}\.(?:json|sig|sha256sums)$/;

export function receiptNames(farMirrorId: string): Readonly<Record<'json' | 'sig' | 'sums', string>> {
  const stem = `receipt-${farMirrorId.slice(0, 8)}`;
  return { json: `${stem}.json`, sig: `${stem}.sig`, sums: `${stem}.sha256sums` };
}
