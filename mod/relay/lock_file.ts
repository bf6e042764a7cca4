import type { RelayContext } from "./context.ts";
import { RelayError } from "./relay_endpoint.ts";
import { errorText, systemFailure } from "../net/errors/system_error.ts";
import { interruptiblePause } from "./addresses/retries.ts";

/**
 * `-L` and `-W`, `lockfile=` and `waitlock=`: a file that says that a relay is running, with its process
 * number in it. Left behind by a process that is gone, it still counts (as in socat): a person who
 * removes it must know why.
 *
 * @returns a function that removes it; it is removed when the relay ends in any case
 * @throws {RelayError} when the lock is taken and `wait` is false
 */
export async function takeLock(
  lock: { readonly path: string; readonly wait: boolean },
  context: RelayContext,
): Promise<() => void> {
  for (let attempt = 1; !made(lock.path); attempt++) {
    if (!lock.wait) throw new RelayError(`could not obtain lock "${lock.path}"`);
    if (attempt === 1) context.log.notice(`waiting for lock "${lock.path}"`);
    if (!await interruptiblePause(1000, context.signal)) {
      throw new RelayError(`interrupted while waiting for lock "${lock.path}"`);
    }
  }
  return context.cleanups.add(() => {
    try {
      Deno.removeSync(lock.path);
    } catch {
      // Somebody has removed it already.
    }
  });
}

function made(path: string): boolean {
  try {
    Deno.writeTextFileSync(path, String(Deno.pid), { createNew: true });
    return true;
  } catch (error) {
    if (systemFailure(error) === "exists") return false;
    throw new RelayError(`lock file "${path}": ${errorText(error)}`);
  }
}
