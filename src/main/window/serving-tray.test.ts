import { beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../../contract/language';
import type { ServeState } from '../../contract/mirror';
import { followLanguage } from '../texts/host-texts';
import { createServingTray, type ServingTray, type TrayLine } from './serving-tray';

const serving = (port: number): ServeState => ({
  status: 'serving',
  port,
  indexUrl: `http://127.0.0.1:${port}/simple/`,
  reach: 'computer',
  sharedUrls: [],
  certificate: null,
  token: null,
  isKept: false,
  fault: null,
  activity: { requests: 0, bytes: 0, recent: [], projects: [], clients: 0 },
});

let menus: (readonly TrayLine[])[];
let open: number;
let did: string[];
let language: Language;
let update: ServingTray['update'];
let renewWords: ServingTray['renewWords'];

beforeEach(() => {
  menus = [];
  language = 'en';
  open = 0;
  did = [];
  ({ update, renewWords } = createServingTray({
    openIcon: () => {
      open += 1;
      return {
        setMenu: (lines) => menus.push(lines),
        close: () => {
          open -= 1;
        },
      };
    },
    nameOf: (mirror) => mirror.slice(1),
    texts: followLanguage(() => language),
    show: () => did.push('show'),
    quit: () => did.push('quit'),
    copy: (text) => did.push(`copy ${text}`),
    stop: (mirror) => did.push(`stop ${mirror}`),
  }));
});

describe('the icon beside the clock', () => {
  it('is there while something is served, and says what and where', () => {
    update('/lab', serving(8080));
    update('/lab', serving(8080));
    expect(open).toBe(1);
    expect(menus).toHaveLength(1);
    expect(menus[0]?.map(({ label }) => label)).toEqual([
      'Serving "lab"',
      'Copy the address',
      'Stop serving',
      null,
      'Show Sandgrouse',
      'Quit',
    ]);
    for (const line of menus[0] ?? []) if (line.label !== null) line.click?.();
    expect(did).toEqual(['copy http://127.0.0.1:8080/simple/', 'stop /lab', 'show', 'quit']);
  });

  it('goes with the last server', () => {
    update('/lab', serving(8080));
    update('/ship', serving(8081));
    update('/lab', { status: 'stopped' });
    expect(open).toBe(1);
    expect(menus.at(-1)?.[0]?.label).toBe('Serving "ship"');
    update('/ship', { status: 'stopped' });
    expect(open).toBe(0);
    update('/ship', { status: 'stopped' });
    expect(open).toBe(0);
  });

  it('says it in the other language as soon as that is chosen', () => {
    renewWords();
    expect(menus).toEqual([]);
    update('/lab', serving(8080));
    language = 'zh-Hans';
    renewWords();
    expect(menus.at(-1)?.[0]?.label).toBe('正在为“lab”提供服务');
  });
});
