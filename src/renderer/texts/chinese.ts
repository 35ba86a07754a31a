import { adopt } from './chinese/adopt';
import { bundle } from './chinese/bundle';
import { carry, transfer } from './chinese/carry';
import { choose } from './chinese/choose';
import { frame } from './chinese/frame';
import { history } from './chinese/history';
import { importing } from './chinese/import';
import { plan } from './chinese/plan';
import { prove } from './chinese/prove';
import { serve } from './chinese/serve';
import { create, start } from './chinese/start';
import { sync } from './chinese/sync';
import { verify } from './chinese/verify';
import type { Words } from './words-of';

/** Every word of the window in Simplified Chinese. */
export const chinese: Words = {
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
};
