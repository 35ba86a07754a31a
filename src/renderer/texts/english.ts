import { choose } from './english/choose';
import { frame } from './english/frame';
import { plan } from './english/plan';
import { serve } from './english/serve';
import { create, start } from './english/start';
import { sync } from './english/sync';

/** Every word of the window in English. Words for problems and reasons are the contract's. */
export const english = { ...frame, start, create, choose, plan, sync, serve } as const;
