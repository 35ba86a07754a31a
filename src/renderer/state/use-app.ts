import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { IDLE, type RunState } from '../../contract/run-state';
import type { Actions, App } from './app';
import type { AppState } from './app-state';

export const AppContext = createContext<App | null>(null);

function useAppContext(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('A component stands outside AppContext.');
  return app;
}

/** Reads a part of the window's state; the component renders again only when that part changes. */
export function useAppState<Part>(select: (state: AppState) => Part): Part {
  return useStore(useAppContext().store, select);
}

export function useActions(): Actions {
  return useAppContext().actions;
}

export function useClient(): App['client'] {
  return useAppContext().client;
}

export function useRun(mirror: string): RunState {
  return useAppState((state) => state.runs[mirror] ?? IDLE);
}
