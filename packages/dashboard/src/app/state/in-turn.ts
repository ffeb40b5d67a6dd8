/** Runs steps one after the other in the order they were given, so that quick keys reach the server as they were pressed. A step that fails does not hold up the next. */
export function createTurns(): <T>(step: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const done = last.then(step, step);
    last = done;
    return done;
  };
}
