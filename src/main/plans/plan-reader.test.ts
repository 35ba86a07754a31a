import { beforeEach, expect, it } from 'vitest';
import type { SavedPlan } from '../../engine/run/saved-plan';
import { createPlanReader, type PlanReader } from './plan-reader';

const planNamed = (planId: string): SavedPlan => ({ head: { planId } }) as SavedPlan;

let onDisk: Record<string, SavedPlan | Error>;
let reads: string[];
let reader: PlanReader;

beforeEach(() => {
  onDisk = { '/lab': planNamed('lab-1'), '/field': planNamed('field-1') };
  reads = [];
  reader = createPlanReader(async (mirror) => {
    reads.push(mirror);
    const found = onDisk[mirror];
    if (found instanceof Error) throw found;
    return found ?? null;
  });
});

it('gives the rows of the plan that is shown, reading it once', async () => {
  await reader.readNewest('/lab');
  onDisk['/lab'] = planNamed('lab-2');
  expect(await reader.readShown('/lab')).toEqual(planNamed('lab-1'));
  expect(await reader.readShown('/lab')).toEqual(planNamed('lab-1'));
  expect(reads).toEqual(['/lab']);
});

it('shows the newest plan when it is asked for', async () => {
  await reader.readNewest('/lab');
  onDisk['/lab'] = planNamed('lab-2');
  await reader.readNewest('/lab');
  expect(await reader.readShown('/lab')).toEqual(planNamed('lab-2'));
});

it('keeps the mirrors apart', async () => {
  await reader.readNewest('/lab');
  expect(await reader.readShown('/field')).toEqual(planNamed('field-1'));
});

it('reads again after a plan that could not be read', async () => {
  onDisk['/lab'] = new Error('away');
  await expect(reader.readNewest('/lab')).rejects.toThrow('away');
  onDisk['/lab'] = planNamed('lab-1');
  expect(await reader.readShown('/lab')).toEqual(planNamed('lab-1'));
});
