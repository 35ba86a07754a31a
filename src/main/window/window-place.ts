import type { WindowPlace } from '../adapters/settings-store';

export const SMALLEST_WINDOW = { width: 960, height: 640 } as const;
const FIRST_WINDOW = { width: 1240, height: 800 } as const;

/** How much of the window has to be on a screen for a person to get hold of it. */
const GRIP = { width: 120, height: 60 } as const;

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type StartPlace = Partial<Pick<Rectangle, 'x' | 'y'>> & Pick<Rectangle, 'width' | 'height'>;

/** Where the window opens: where it was left, unless the screen that it stood on is no longer there. */
export function startPlace(left: WindowPlace | null, screens: readonly Rectangle[]): StartPlace {
  if (left === null) return FIRST_WINDOW;
  const width = Math.max(left.width, SMALLEST_WINDOW.width);
  const height = Math.max(left.height, SMALLEST_WINDOW.height);
  const place = { x: left.x, y: left.y, width, height };
  return screens.some((screen) => isReachable(place, screen)) ? place : { width, height };
}

function isReachable(window: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const topIsOn = window.y >= screen.y && window.y + GRIP.height <= screen.y + screen.height;
  return width >= GRIP.width && topIsOn;
}
