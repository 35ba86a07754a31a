import { adopt } from './english/adopt';
import { bundle } from './english/bundle';
import { carry, transfer } from './english/carry';
import { choose } from './english/choose';
import { frame } from './english/frame';
import { history } from './english/history';
import { importing } from './english/import';
import { plan } from './english/plan';
import { prove } from './english/prove';
import { serve } from './english/serve';
import { create, start } from './english/start';
import { sync } from './english/sync';
import { verify } from './english/verify';

/** Every word of the window in English. Words for problems and reasons are the contract's. */
export const english = {
  ...frame,
  start,
  create,
  adopt,
  choose,
  import: importing,
  plan,
  sync,
  prove,
  carry,
  transfer,
  bundle,
  serve,
  verify,
  history,
} as const;
