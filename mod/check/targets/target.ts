import type { Connection } from "../../net/connection.ts";
import type { HostPort } from "../../net/tcp/dial.ts";
import type { CallRecorder, SeenCalls } from "../calls/call_recorder.ts";
import type { Evidence } from "../causes/evidence.ts";
import type { ProgramLanguage } from "../causes/program_language.ts";

/** The server under test. */
export interface Target extends AsyncDisposable {
  /** Its address or its command, for people. */
  readonly name: string;
  /** Whether we started it and so may torture it and start it anew. */
  readonly ours: boolean;
  /**
   * Makes ready for the next rule.
   *
   * @param fresh whether a program that was started by us is to be started anew even if it still runs: after
   *   a failure it may be stuck, and that must not be held against the next rule.
   * @returns whether it was started just now.
   */
  ready(fresh: boolean): Promise<boolean>;
  /**
   * A new connection.
   *
   * @throws {NetError} when nobody accepts it; {RuleViolation} when it knows better what to say about that.
   */
  connect(): Promise<Connection>;
  /** The next connection that it makes to the server behind it, if one comes within this time, in milliseconds. */
  accept?(timeout: number): Promise<Connection | undefined>;
  /** Where datagrams go, for a service over UDP. */
  endpoint(): HostPort;
  /** Waits until it can be asked by datagrams, as far as that can be seen. */
  awake?(): Promise<void>;
  /** The language it is written in, where that is known. */
  readonly language?: ProgramLanguage | undefined;
  /**
   * The signs that the program itself gives at this moment, as far as they can be seen: whether and how it has ended,
   * whether it is busy, who waits to be accepted.
   */
  signs?(): Promise<Pick<Evidence, "ended" | "outgrown" | "busy" | "queued">>;
  /** Has the calls of the program recorded from its next start on, or no more; absent where that cannot be. */
  recordCalls?(recorder: CallRecorder | undefined): void;
  /** The calls that it has made since its start, where they are recorded. */
  calls?(): Promise<SeenCalls | undefined>;
  /** Another one of the same program, which can be tried at the same time; undefined where there is only this one. */
  fork?(): Target | undefined;
  /** The end of what it said on standard error, if we can know; the empty text otherwise. */
  said(): string;
}
