/**
 * The protocol as data, for the explorer: what each process does next, one step of the disk at a time. Leaving a
 * step out gives a protocol with a known bug.
 */
export type Guard =
  | 'take-deed-first'
  | 'prove-after-token'
  | 'look-again-before-removing'
  | 'name-in-confirm';

/** The disk: what the name of the lock says, where each deed is, and the counter. Nonces are numbers; 0 is nobody. */
export interface Disk {
  readonly lock: number;
  /** By nonce: at home, in the hands of the process of that number, or gone. */
  readonly deeds: readonly ('home' | 'gone' | number)[];
  readonly counter: number;
}

export interface Process {
  readonly at: Step;
  readonly nonce: number;
  /** What it read or was given before: it may be old by now. */
  readonly judged: number;
  readonly token: number;
  readonly seen: number;
}
export type Step =
  | 'claim'
  | 'draw'
  | 'advance'
  | 'prove'
  | 'work'
  | 'confirm'
  | 'release'
  | 'remove-own'
  | 'judge'
  | 'take'
  | 'look'
  | 'remove'
  | 'drop-deed'
  | 'done'
  | 'crashed';

export interface World {
  readonly disk: Disk;
  readonly processes: readonly Process[];
  /** The tokens that acquisitions returned, in order. */
  readonly given: readonly number[];
  /** What must never happen, once it has. */
  readonly fault: string;
}
export interface Rules {
  readonly without: Guard | undefined;
  /** Leases: a holder may be judged stale though it lives, and then wakes up. Otherwise only the dead are judged. */
  readonly leases: boolean;
}

export function firstWorld(processes: number): World {
  return {
    disk: {
      lock: 0,
      deeds: ['gone', ...Array.from({ length: processes }, () => 'home' as const)],
      counter: 0,
    },
    processes: Array.from({ length: processes }, (_, index) => ({
      at: 'claim' as const,
      nonce: index + 1,
      judged: 0,
      token: 0,
      seen: 0,
    })),
    given: [],
    fault: '',
  };
}

/** Every world that one process may make of this one by its next step, a crash included. */
export function successors(world: World, rules: Rules): readonly World[] {
  return world.processes.flatMap((process, index) => {
    if (process.at === 'done' || process.at === 'crashed') return [];
    const next = step(world, index, process, rules);
    return [...(next === undefined ? [] : [next]), moved(world, index, { at: 'crashed' })];
  });
}

function moved(
  world: World,
  index: number,
  change: Partial<Process>,
  rest: Partial<World> = {},
): World {
  const processes = world.processes.map((each, at) =>
    at === index ? { ...each, ...change } : each,
  );
  return { ...world, ...rest, processes };
}

function step(world: World, index: number, own: Process, rules: Rules): World | undefined {
  const { disk } = world;
  const has = (guard: Guard) => rules.without !== guard;
  const deed = (nonce: number, to: 'home' | 'gone' | number) =>
    disk.deeds.map((each, at) => (at === nonce ? to : each));
  const go = (at: Step, change: Partial<Process> = {}, next: Partial<Disk> = {}) =>
    moved(world, index, { ...change, at }, { disk: { ...disk, ...next } });
  const holding = (each: Process) => ['work', 'confirm', 'release'].includes(each.at);

  const named = () => !has('name-in-confirm') || disk.lock === own.nonce;

  switch (own.at) {
    case 'claim':
      return disk.lock === 0
        ? go('draw', {}, { lock: own.nonce })
        : go('judge', { judged: disk.lock });
    case 'judge': {
      const holder = world.processes[own.judged - 1];
      const breakable = rules.leases || holder?.at === 'crashed';
      if (breakable) return go(has('take-deed-first') ? 'take' : 'remove');
      return disk.lock === own.judged ? undefined : go('claim');
    }
    case 'take': {
      const where = disk.deeds[own.judged];
      const taker = typeof where === 'number' ? world.processes[where - 1] : undefined;
      const free =
        where === 'home' ||
        taker?.at === 'crashed' ||
        (taker !== undefined && rules.leases && taker !== own);
      if (free)
        return go(
          has('look-again-before-removing') ? 'look' : 'remove',
          {},
          { deeds: deed(own.judged, own.nonce) },
        );
      return disk.lock === own.judged ? undefined : go('claim');
    }
    case 'look':
      return disk.lock === own.judged ? go('remove') : go('drop-deed');
    case 'remove':
      return go('drop-deed', {}, { lock: 0 });
    case 'drop-deed':
      return go(
        'claim',
        {},
        disk.deeds[own.judged] === own.nonce ? { deeds: deed(own.judged, 'gone') } : {},
      );
    case 'draw':
      return go('advance', { seen: disk.counter });
    case 'advance': {
      if (own.seen !== disk.counter) return go('draw');
      const token = own.seen + 1;
      return go(has('prove-after-token') ? 'prove' : 'work', { token }, { counter: token });
    }
    case 'prove':
      return disk.deeds[own.nonce] === 'home' && named() ? go('work') : go('done');
    case 'work': {
      const rival = world.processes.some((each, at) => at !== index && holding(each));
      const overlap = !rules.leases && rival ? 'two hold at once' : world.fault;
      // A stopped process may return late, when others have had larger tokens: it is refused at its confirm.
      const old = rules.leases ? world.given.includes(own.token) : own.token <= largestOf(world);
      const fault = old ? 'a token was given that is not new' : overlap;
      return { ...go('confirm'), given: [...world.given, own.token], fault };
    }
    case 'confirm': {
      const passes = named() && disk.deeds[own.nonce] === 'home';
      if (!passes) return go('done');
      const fault = own.token < largestOf(world) ? 'confirmed below a larger token' : world.fault;
      return { ...go('release'), fault };
    }
    case 'release': {
      const free = disk.deeds[own.nonce] === 'home';
      return free ? go('remove-own', {}, { deeds: deed(own.nonce, own.nonce) }) : go('done');
    }
    case 'remove-own':
      return go('done', {}, { lock: 0, deeds: deed(own.nonce, 'gone') });
    default:
      return undefined;
  }
}

const largestOf = (world: World) => Math.max(0, ...world.given);
