import type { Lock } from "../lock/lock_store.ts";

const WRITE = "<D:locktype><D:write/></D:locktype>";

/** The kinds of locks that there are, as `supportedlock` has them. */
export const LOCK_ENTRIES = ["exclusive", "shared"].map((scope) =>
  `<D:lockentry><D:lockscope><D:${scope}/></D:lockscope>${WRITE}</D:lockentry>`
).join("");

/** A lock, as `lockdiscovery` has it (RFC 4918 §15.8). */
export function activeLock(lock: Lock, secondsLeft: number): string {
  return `<D:activelock><D:lockscope><D:${lock.exclusive ? "exclusive" : "shared"}/></D:lockscope>${WRITE}` +
    `<D:depth>${lock.deep ? "infinity" : "0"}</D:depth>${lock.owner}` +
    `<D:timeout>Second-${secondsLeft}</D:timeout><D:locktoken><D:href>${lock.token}</D:href></D:locktoken>` +
    `<D:lockroot><D:href>${lock.root}</D:href></D:lockroot></D:activelock>`;
}
