import { isReceive, isSend } from "../../lab/watch/call_kinds.ts";
import type { WatchCall } from "../../lab/watch/watch_event.ts";
import type { ProgramLanguage } from "../causes/program_language.ts";

/**
 * A call as somebody knows it who writes in that language: `recv(1024)` in Python and C, which call it themselves,
 * `InputStream.read (recv(8192))` where the language calls it for its programs.
 */
export function callName(call: WatchCall, language: ProgramLanguage | undefined): string {
  const plain = `${call.call}(${call.wanted ?? ""})`;
  const own = OWN[language ?? "c"];
  const known = own === undefined
    ? undefined
    : isReceive(call)
    ? own.receive
    : isSend(call)
    ? own.send
    : call.call === "accept"
    ? own.accept
    : undefined;
  return known === undefined ? plain.replace(/\(\)$/, "") : `${known} (${plain.replace(/\(\)$/, "")})`;
}

interface OwnNames {
  readonly receive: string;
  readonly send: string;
  readonly accept?: string;
}

/** Of languages whose programs do not call the system themselves. */
const OWN: Partial<Record<ProgramLanguage, OwnNames>> = {
  java: { receive: "InputStream.read", send: "OutputStream.write", accept: "ServerSocket.accept" },
  javascript: { receive: "'data'", send: "socket.write" },
  go: { receive: "conn.Read", send: "conn.Write", accept: "listener.Accept" },
};
