import { expect, it } from 'vitest';
import { collectListings } from './listings';
import type { ProjectWork } from './sync-project';

const work = {} as ProjectWork;

/** Listings that end when they are told to. */
function heldListings(most: number) {
  const ends: (() => void)[] = [];
  const listings = collectListings(() => new Promise<void>((fulfil) => void ends.push(fulfil)), most);
  return { listings, ends };
}

it('lets downloads go on while projects are listed, until there are too many', async () => {
  const { listings, ends } = heldListings(2);
  await listings.begin(work);
  await listings.begin(work);
  const third = listings.begin(work);
  await Promise.resolve();
  expect(ends).toHaveLength(2);
  ends[0]?.();
  await third;
  expect(ends).toHaveLength(3);
});

it('ends when the last one has', async () => {
  const { listings, ends } = heldListings(2);
  await listings.begin(work);
  let isOver = false;
  const end = listings.end().then(() => {
    isOver = true;
  });
  await Promise.resolve();
  expect(isOver).toBe(false);
  ends[0]?.();
  await end;
});

it('tells the next one, and the end, what one has failed with; resting tells nobody', async () => {
  const full = new Error('no room');
  const listings = collectListings(() => Promise.reject(full), 2);
  await listings.begin(work);
  await listings.rest();
  await expect(listings.begin(work)).rejects.toBe(full);
  await expect(listings.end()).rejects.toBe(full);
});
