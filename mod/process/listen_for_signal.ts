/**
 * Calls a function at each such signal, until it is disposed of. Not every system has every signal: one
 * that this system does not have never comes, and that is no error.
 */
export function listenForSignal(name: Deno.Signal, listener: () => void): Disposable {
  try {
    Deno.addSignalListener(name, listener);
  } catch {
    return { [Symbol.dispose]() {} };
  }
  return { [Symbol.dispose]: () => Deno.removeSignalListener(name, listener) };
}
