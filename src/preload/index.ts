import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { ASK_CHANNEL, type Bridge, pushChannel } from '../contract/bridge';
import { COMMAND_NAMES } from '../contract/command-names';
import type { Envelope } from '../contract/envelope';
import { problem } from '../contract/problem';
import { PUSH_NAMES } from '../contract/pushes';

const commandNames: ReadonlySet<string> = new Set(COMMAND_NAMES);
const pushNames: ReadonlySet<string> = new Set(PUSH_NAMES);

/** Page code is not trusted to keep to the types: a name that the contract does not have goes no further than this. */
const bridge: Bridge = {
  ask: async (name, input) => {
    if (!commandNames.has(name)) return refused(String(name));
    return ipcRenderer.invoke(ASK_CHANNEL, name, input) as Promise<Envelope<never>>;
  },
  listen: (name, receive) => {
    if (!pushNames.has(name)) throw new Error(`There is no push named "${String(name)}".`);
    // The event object gives access to ipcRenderer; it must not reach the page.
    const pass = (_event: IpcRendererEvent, value: Parameters<typeof receive>[0]): void => receive(value);
    ipcRenderer.on(pushChannel(name), pass);
    return () => {
      ipcRenderer.off(pushChannel(name), pass);
    };
  },
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
};

function refused(name: string): Envelope<never> {
  return {
    ok: false,
    problem: problem('command-refused', { command: name, reason: 'there is no such request' }),
  };
}

contextBridge.exposeInMainWorld('sandgrouse', bridge);
