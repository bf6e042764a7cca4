/** Options that change the relay's own process or the descriptors it inherited; they need the C library. */
import type { RelayContext } from "../../context.ts";
import { Libc } from "../../../net/libc.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import type { Options } from "../../options/options.ts";

/** Open flags that may be changed while a file is open, by the options that ask for them. */
const STATUS_FLAGS: Readonly<Record<string, number>> = { append: 0o2000, "o-noatime": 0o1000000 };

/** `setsid` of an address that is not a program: the relay itself leads a session of its own. */
export function leadSession(context: RelayContext): void {
  attempt(context, "setsid()", (libc) => libc.newSession());
}

/** `append`, `o-noatime` of a descriptor that somebody else has opened. */
export function applyStatusFlags(fds: readonly number[], options: Options, context: RelayContext): void {
  const flags = Object.entries(STATUS_FLAGS).reduce(
    (all, [name, flag]) => options.flag(name) ? all | flag : all,
    0,
  );
  if (flags === 0) return;
  for (const fd of new Set(fds)) {
    attempt(context, `fcntl(${fd}, F_SETFL, 0${flags.toString(8)})`, (libc) => libc.addFlags(fd, flags));
  }
}

/**
 * A setting that the system refuses is reported, but it is no reason to give up: data flows without
 * it.
 */
function attempt(context: RelayContext, call: string, act: (libc: Libc) => void): void {
  const libc = Libc.open();
  if (libc === undefined) return context.log.warning(`${call}: the runtime has no call for it`);
  try {
    act(libc);
  } catch (error) {
    context.log.warning(`${call}: ${errorText(error)}`);
  }
}
