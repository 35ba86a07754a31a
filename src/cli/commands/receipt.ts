import { writeReceipt } from '../../engine/export/format/receipt';
import { openSigningKey } from '../../engine/export/format/signing-key';
import { EXIT_CODES } from '../exit-codes';
import type { ReceiptRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';

/** `sandgrouse receipt`: what the mirror took in last, signed. */
export async function runReceipt({ directory, to }: ReceiptRequest, session: Session): Promise<number> {
  const { signal } = session.ending;
  const key = await openSigningKey(session.applicationFolder, { signal });
  const path = await writeReceipt({ directory, to, key, signal });
  const { fingerprint } = key;
  if (session.json) printJson(session, { type: 'receipt', path, fingerprint, exitCode: EXIT_CODES.done });
  else printLines(session.results, [`The receipt is "${path}", signed with ${fingerprint}.`]);
  return EXIT_CODES.done;
}
