import { join } from 'node:path';

/** The checkout's folder. */
export const CHECKOUT = join(import.meta.dirname, '..', '..');
