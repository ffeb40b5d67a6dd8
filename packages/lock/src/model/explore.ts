import { firstWorld, type Rules, successors, type World } from './protocol.ts';

export interface Exploration {
  readonly worlds: number;
  /** The first thing that must never happen, or empty. */
  readonly fault: string;
  /** Worlds where nobody can go on although somebody lives and wants the lock. */
  readonly stuck: number;
}

/** Visits every world that any order of steps and crashes can lead to. */
export function explore(processes: number, rules: Rules): Exploration {
  const seen = new Set<string>();
  const open: World[] = [firstWorld(processes)];
  let stuck = 0;
  for (let world = open.pop(); world !== undefined; world = open.pop()) {
    const name = JSON.stringify(world);
    if (seen.has(name)) continue;
    seen.add(name);
    if (world.fault !== '') return { worlds: seen.size, fault: world.fault, stuck };
    const next = successors(world, rules);
    const living = world.processes.filter(({ at }) => at !== 'done' && at !== 'crashed');
    if (living.length > 0 && next.every((each) => countCrashed(each) > countCrashed(world)))
      stuck++;
    open.push(...next);
  }
  return { worlds: seen.size, fault: '', stuck };
}

const countCrashed = (world: World) => world.processes.filter(({ at }) => at === 'crashed').length;
