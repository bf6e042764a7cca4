import type { HostPort } from "../../net/tcp/dial.ts";
import { stallUntil, talkUntil } from "./lab_client.ts";

/** How many clients and workers a scenario is about. */
export interface ClientCount {
  /** How many clients talk. */
  readonly clients: number;
  /** How many workers the pools have. */
  readonly workers: number;
}

/** A load under which the modes are compared. */
export interface Scenario {
  readonly name: string;
  /** What happens, in a line. */
  readonly title: string;
  /** The effect to look for, in a line or two. */
  readonly lesson: string;
  /** Options of the server beyond mode and workers. */
  readonly serverOptions?: readonly string[];
  /** How many clients talk, if not the usual number; and how often in each connection. */
  readonly clients?: (count: ClientCount) => number;
  readonly requests?: number;
  /** Whether a client stays away after one conversation. */
  readonly once?: boolean;
  /** The longest it is measured, as a multiple of the usual time. */
  readonly durationFactor?: number;
  /** Starts those who make trouble; they stop by the signal. Never rejects. */
  disturb?(server: HostPort, count: ClientCount, signal: AbortSignal): Promise<unknown>;
}

/** The scenarios in the order in which they are shown. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "equal",
    title: "everybody behaves: short conversations of 20 requests",
    lesson:
      "One loop is hard to beat when nobody stalls. A process or a thread for each client pays for its start.",
  },
  {
    name: "one-silent",
    title: "one client connects first and says nothing",
    lesson: "The iterative server waits for the silent one, and everybody else with it.",
    disturb: (server, _count, signal) => stallUntil(server, "", signal),
  },
  {
    name: "n-silent",
    title: "as many silent clients as the pools have workers",
    lesson: "A pool of N is an iterative server once N clients are silent. An --idle-timeout is the remedy.",
    disturb: (server, { workers }, signal) =>
      Promise.all(Array.from({ length: workers }, () => stallUntil(server, "", signal))),
  },
  {
    name: "slow-reader",
    title: "one client asks for 100 MB and reads nothing",
    lesson:
      "Its writer has to wait, not to buffer: see the memory. Who is held up besides it is the mode's doing.",
    disturb: (server, _count, signal) => stallUntil(server, "flood 100", signal),
  },
  {
    name: "cpu-heavy",
    title: "one client keeps asking for a long computation",
    lesson:
      "On one loop a computation is everybody's pause. Another thread or process computes beside the others.",
    disturb: (server, _count, signal) =>
      talkUntil(server, { request: "work 100", requests: 1000, signal, answered() {} }),
  },
  {
    name: "burst",
    title: "64 clients at once, one request each, with a backlog of 8",
    lesson:
      "Who finds the backlog full is not refused: the kernel drops the call and tries again a second later.",
    serverOptions: ["--backlog", "8"],
    clients: () => 64,
    requests: 1,
    once: true,
    durationFactor: 4,
  },
  {
    name: "crash",
    title: "one client keeps making its handler crash",
    lesson:
      "What shares the isolate of the server takes the server along. Behind a wall the others hardly notice.",
    disturb: (server, _count, signal) =>
      talkUntil(server, { request: "crash", requests: 1, signal, answered() {} }),
  },
];
