/** The command line options of every check. */
export interface CheckCommandOptions {
  /** Where the server listens that is to be checked, as HOST:PORT. */
  readonly connect: string | undefined;
  /** The program that is to be started, as a line of words; `{port}` stands for a port. */
  readonly run: string | undefined;
  /** The most memory that a program may use which is started, bytes. */
  readonly memory?: number | undefined;
  /** The port on which a client is waited for. */
  readonly listen: number | undefined;
  /** The rules to try; none means all. */
  readonly only: readonly string[];
  /** Only show the rules. */
  readonly list: boolean;
  /** The server is to serve one client, and no more is asked of it. */
  readonly "one-client"?: boolean;
  /** A connection is to carry one question, and no more is asked of it. */
  readonly "one-question"?: boolean;
  /** The seed of texts, cuts and pauses; chosen when none is given. */
  readonly seed: number | undefined;
  /** Seconds to wait for anything that should come. */
  readonly timeout: number;
  readonly format: "text" | "tap" | "junit" | "json";
  /** A file for the report as JSON. */
  readonly out: string | undefined;
  /** Whose program it is. */
  readonly student: string | undefined;
  /** The address of a class that gets the report. */
  readonly class: string | undefined;
  /** The student's name in that class. */
  readonly name: string | undefined;
  /** Do not look at the system calls of a program where a rule is broken. */
  readonly "no-calls"?: boolean;
  /** The folder for the recordings of what failed. */
  readonly record?: string | undefined;
  /** Check again whenever a file of the program changes. */
  readonly watch: boolean;
  /** Show the bytes of the traffic, too. */
  readonly verbose: boolean;
}
