/**
 * Calls a function when the program ends in whatever way it still notices, by an error that nobody caught or by
 * an exit from elsewhere; until it is disposed of. The function cannot wait for anything.
 */
export function onProgramEnd(act: () => void): Disposable {
  for (const way of WAYS) globalThis.addEventListener(way, act);
  return {
    [Symbol.dispose]() {
      for (const way of WAYS) globalThis.removeEventListener(way, act);
    },
  };
}

const WAYS = ["unload", "error", "unhandledrejection"];
