import { errorText } from "../../net/errors/system_error.ts";
import { Terminals } from "../../process/tty/terminals.ts";
import type { RelayContext } from "../context.ts";
import type { Options } from "../options/options.ts";
import { RelayError } from "../relay_endpoint.ts";
import { changeMode, modeChanges } from "./change_modes.ts";
import { sendRequests } from "./device_requests.ts";

/**
 * The library of terminals.
 *
 * @throws {RelayError} where there is none
 */
export function useTerminals(): Terminals {
  const terminals = Terminals.use();
  if (terminals !== undefined) return terminals;
  throw new RelayError("terminals need the C library of Linux or macOS, which this system does not have");
}

/**
 * Gives a terminal the modes that the options ask for, after the requests of `ioctl-void=` and its like.
 *
 * @returns a function that gives it its own modes back
 * @throws {RelayError} `tcgetattr(0): Inappropriate ioctl for device`
 */
export function applyModes(fd: number, options: Options, terminals: Terminals): () => void {
  sendRequests(fd, options, terminals.calls);
  const changes = modeChanges(options);
  if (changes.length === 0) return () => {};
  try {
    return terminals.change(fd, (modes) => {
      for (const [name, value] of changes) changeMode(modes, name, value);
    });
  } catch (error) {
    if (error instanceof RelayError) throw error;
    throw new RelayError(`tcgetattr(${fd}): ${errorText(error)}`);
  }
}

/**
 * The same for the standard streams. However the relay ends, they have their own modes again afterwards.
 *
 * @returns a function that gives them back now
 */
export async function applyModesToStandard(
  fds: readonly number[],
  options: Options,
  context: RelayContext,
): Promise<() => Promise<void>> {
  const terminals = useTerminals();
  const undo: (() => void)[] = [];
  let given = false;
  try {
    for (const fd of fds) {
      takeControl(fd, options, { terminals, context });
      undo.push(context.cleanups.add(applyModes(fd, options, terminals)));
    }
  } catch (error) {
    await giveBack();
    throw error;
  }
  return giveBack;

  async function giveBack(): Promise<void> {
    if (given) return;
    given = true;
    for (const each of undo.reverse()) each();
    await terminals[Symbol.asyncDispose]();
  }
}

/** `ctty`: the terminal becomes the controlling one of the relay itself, which has to lead a session for that. */
export function takeControl(
  fd: number,
  options: Options,
  { terminals, context }: { readonly terminals: Terminals; readonly context: RelayContext },
): void {
  if (!options.flag("tiocsctty")) return;
  try {
    terminals.calls.takeControl(fd);
  } catch (error) {
    context.log.warning(`ioctl(${fd}, TIOCSCTTY, NULL): ${errorText(error)}`);
  }
}
