import { refuse } from '../../contract/problem';

/** A place in an input, for a person: the input's name, and where in it. */
export interface InputPlace {
  readonly name: string;
  /** `line 3`, `package "attrs"`; the whole file where it is empty. */
  readonly place: string;
}

/** In words: `uv.lock, package "attrs"`. */
export function describePlace({ name, place }: InputPlace): string {
  return place === '' ? name : `${name}, ${place}`;
}

/** Ends the reading of an input that is not what its format says. Throws `input-invalid`. */
export function refuseInput({ name, place }: InputPlace, reason: string): never {
  return refuse('input-invalid', { name, place: place === '' ? 'The file' : place, reason });
}
