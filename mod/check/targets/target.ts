import type { Connection } from "../../net/connection.ts";
import type { HostPort } from "../../net/tcp/dial.ts";

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
  /** Where datagrams go, for a service over UDP. */
  endpoint(): HostPort;
  /** The end of what it said on standard error, if we can know; the empty text otherwise. */
  said(): string;
}
