import { expect, it } from 'vitest';
import { startPlace } from './window-place';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const LEFT = { x: 200, y: 100, width: 1000, height: 700, isMaximized: false };

it('opens where it was left', () => {
  expect(startPlace(LEFT, [SCREEN])).toEqual({ x: 200, y: 100, width: 1000, height: 700 });
});

it('opens wherever the system likes the first time', () => {
  expect(startPlace(null, [SCREEN])).toEqual({ width: 1240, height: 800 });
});

it.each([
  ['on a screen that is gone', { ...LEFT, x: 2500 }],
  ['with its title bar above the screen', { ...LEFT, y: -200 }],
  ['with its title bar below the screen', { ...LEFT, y: 1060 }],
  ['with only an edge on the screen', { ...LEFT, x: -950 }],
])('does not open %s', (_where, left) => {
  expect(startPlace(left, [SCREEN])).toEqual({ width: 1000, height: 700 });
});

it('is never smaller than what its content needs', () => {
  expect(startPlace({ ...LEFT, width: 300, height: 200 }, [SCREEN])).toMatchObject({
    width: 960,
    height: 640,
  });
});
