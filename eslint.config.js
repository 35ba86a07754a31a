import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Packages that only one place may know. A rule below lifts the ban for that place alone. */
const ELECTRON = {
  group: ['electron', 'electron/*', 'electron-store'],
  message: 'Only src/main (and the preload) may know Electron.',
};
const UNDICI = { group: ['undici'], message: 'One file talks undici: src/engine/upstream/http-client.ts.' };
const QUEUE = {
  group: ['p-queue'],
  message: 'One file knows p-queue: src/engine/download/download-pool.ts.',
};
const RENDERER = {
  group: ['react', 'react-dom', 'react-dom/*', 'zustand', '@mantine/*', 'react-i18next'],
  message: 'Interface packages belong in src/renderer.',
};
const NODE = { group: ['node:*', 'fs', 'path', 'os'], message: 'This room is pure: no Node here.' };

/** A restriction for the files of one room. Tests may reach across, they are no part of a room. */
function room(files, patterns, ignores = []) {
  return {
    files,
    ignores: ['**/*.test.ts', '**/*.test.tsx', ...ignores],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

const IPC_MESSAGE = 'Raw IPC lives in src/main/ipc and src/preload only; use the contract.';
const RAW_IPC = { group: ['electron'], importNames: ['ipcMain', 'ipcRenderer'], message: IPC_MESSAGE };

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**', '.tsbuild/**', 'dist/**', 'test-results/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: {
      parserOptions: {
        project: ['src/*/tsconfig.json', 'tsconfig.tests.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // Speaks of what React Compiler skips; this project does not use it.
      'react-hooks/incompatible-library': 'off',
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-globals': ['error', { name: 'ipcMain', message: IPC_MESSAGE }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.property.name='webContents'][property.name='send']",
          message: IPC_MESSAGE,
        },
      ],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    ignores: ['**/*.test.ts', '**/*.test.tsx', '**/*.test.mjs', 'e2e/**/*.spec.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 60 }] },
  },
  { files: ['**/*.mjs', '**/*.js'], rules: { 'max-lines': ['error', { max: 400 }] } },
  { files: ['src/main/ipc/**'], rules: { 'no-restricted-syntax': 'off' } },
  room(
    ['src/contract/**'],
    [
      ELECTRON,
      UNDICI,
      QUEUE,
      RENDERER,
      NODE,
      {
        group: ['../engine/*', '**/python-packaging/**', '**/main/**', '**/renderer/**'],
        message: 'The contract imports nothing of ours.',
      },
    ],
  ),
  room(
    ['src/python-packaging/**'],
    [
      ELECTRON,
      UNDICI,
      QUEUE,
      RENDERER,
      NODE,
      {
        group: ['**/contract/**', '**/engine/**', '**/main/**'],
        message: 'python-packaging imports nothing of ours.',
      },
    ],
  ),
  room(
    ['src/engine/**'],
    [
      ELECTRON,
      UNDICI,
      QUEUE,
      RENDERER,
      {
        group: ['**/main/**', '**/cli/**', '**/renderer/**', '**/preload/**'],
        message: 'The engine knows no host.',
      },
    ],
    ['src/engine/upstream/http-client.ts', 'src/engine/download/download-pool.ts'],
  ),
  room(['src/engine/upstream/http-client.ts'], [ELECTRON, QUEUE, RENDERER]),
  room(['src/engine/download/download-pool.ts'], [ELECTRON, UNDICI, RENDERER]),
  room(
    ['src/engine/selection/**', 'src/engine/closure/**', 'src/engine/plan/**'],
    [ELECTRON, UNDICI, QUEUE, RENDERER, NODE],
  ),
  room(
    ['src/cli/**'],
    [
      ELECTRON,
      UNDICI,
      QUEUE,
      RENDERER,
      {
        group: ['**/main/**', '**/renderer/**', '**/python-packaging/**'],
        message: 'The command line imports contract and engine.',
      },
    ],
  ),
  room(
    ['src/main/**'],
    [
      RAW_IPC,
      UNDICI,
      QUEUE,
      RENDERER,
      {
        group: ['**/cli/**', '**/renderer/**', '**/python-packaging/**'],
        message: 'Main imports contract and engine.',
      },
    ],
  ),
  room(
    ['src/main/ipc/**'],
    [
      UNDICI,
      QUEUE,
      RENDERER,
      {
        group: ['**/cli/**', '**/renderer/**', '**/python-packaging/**'],
        message: 'Main imports contract and engine.',
      },
    ],
  ),
  room(
    ['src/preload/**', 'src/renderer/**'],
    [
      UNDICI,
      QUEUE,
      NODE,
      {
        group: ['**/engine/**', '**/main/**', '**/cli/**', '**/python-packaging/**'],
        message: 'Window code imports the contract only.',
      },
    ],
  ),
  room(
    ['src/renderer/**'],
    [
      ELECTRON,
      UNDICI,
      QUEUE,
      NODE,
      {
        group: ['**/engine/**', '**/main/**', '**/cli/**', '**/python-packaging/**', '**/preload/**'],
        message: 'Window code imports the contract only.',
      },
    ],
  ),
  {
    files: ['src/**'],
    ignores: ['src/main/ipc/**', 'src/preload/**', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'electron', property: 'ipcMain', message: IPC_MESSAGE },
        { object: 'electron', property: 'ipcRenderer', message: IPC_MESSAGE },
      ],
    },
  },
);
