import type { WaitingSocket } from "../../net/port_owner/sockets_in_proc.ts";
import type { ProgramEnd } from "./evidence.ts";

/** Why a program that was started cannot be reached. */
export type StartProblem =
  | { readonly what: "ended"; readonly end: ProgramEnd }
  /** It listens, but not where it was looked for. */
  | { readonly what: "elsewhere"; readonly sockets: readonly WaitingSocket[] }
  /** It has used the processor all the time, alone, and listens nowhere. */
  | { readonly what: "computes"; readonly seconds: number }
  /** It runs, and listens nowhere as far as that can be seen. */
  | { readonly what: "silent"; readonly seconds: number };
