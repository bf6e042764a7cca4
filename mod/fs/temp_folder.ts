import { systemFailure } from "../net/errors/system_error.ts";

/**
 * A folder for files that nobody needs afterwards: made in the system's folder for such files, and removed at
 * the end with all that is in it.
 *
 * The programs that ran in it may have removed it themselves, or left in it what cannot be removed; Windows
 * removes no folder in which a program still is, and one that has been ended is there for another instant. So
 * removing it is tried for a while and then let be: what was done in the folder is the result, and a folder
 * that is left must not take its place.
 */
export class TempFolder implements AsyncDisposable {
  /** Without links, as a program that runs in it is told by the system. */
  readonly path: string;

  /** @param prefix what its name begins with. */
  constructor(prefix: string) {
    this.path = Deno.realPathSync(Deno.makeTempDirSync({ prefix }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const pause of PAUSES) {
      try {
        return await Deno.remove(this.path, { recursive: true });
      } catch (error) {
        if (systemFailure(error) === "not_found") return;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}

/** After each try, milliseconds. */
const PAUSES = [10, 40, 150, 300, 500];
