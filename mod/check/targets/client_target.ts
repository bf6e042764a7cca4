import { inLanguage } from "../../i18n/in_language.ts";
import type { Language, Text } from "../../i18n/text.ts";
import { AcceptMux } from "../../net/accept/accept_mux.ts";
import type { InetAddress } from "../../net/address/socket_address.ts";
import { acceptClient } from "../../net/accept/accept_recovery.ts";
import type { Connection } from "../../net/connection.ts";
import type { HostPort } from "../../net/tcp/dial.ts";
import type { Listener } from "../../net/tcp/listen.ts";
import { type ProgramLanguage, programLanguage } from "../causes/program_language.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import type { ClientDatagrams } from "./client_datagrams.ts";
import { type ProgramSigns, programSigns } from "./program_signs.ts";
import type { CallRecorder, SeenCalls } from "../calls/call_recorder.ts";
import { RecordedStart } from "./recorded_start.ts";
import { sleep } from "../probes/sleep.ts";
import type { TalkTarget } from "./talk_target.ts";
import { startSeen } from "../texts/start_texts.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import { CLIENT_TARGET_TEXTS } from "../texts/run_texts.ts";

/** Where a client is checked. */
export interface ClientTargetOptions {
  /** Sockets that clients can connect to; closed with the target. */
  readonly listeners?: readonly Listener[];
  /** For a client over UDP: where its datagrams come, instead of listeners; closed with the target. */
  readonly datagrams?: ClientDatagrams;
  /** The client's command, in which `{port}` is filled in; without it somebody starts the client by hand. */
  readonly words?: readonly string[];
  /** The command as it was typed; by default its words. */
  readonly name?: string;
  /** The folder the client runs in. */
  readonly dir?: string;
  /** Whether the client gets a terminal, where the system has any. @default true */
  readonly terminal?: boolean;
  /** The most memory that it and all that it has started may use, bytes; by default any. */
  readonly memory?: number | undefined;
  /** Tells a person what to do, where there is no command. */
  say(sentence: string): void;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/**
 * The server's side of a check: we listen, and the client under test comes to us.
 *
 * With a command, the client is started for each rule, we type for it and see its output. Without
 * one, a person is told what to type, and only the traffic on the wire is judged.
 */
export class ClientTarget implements TalkTarget {
  readonly ours: boolean;
  readonly name: string;
  readonly language: ProgramLanguage | undefined;
  readonly datagrams: ClientDatagrams | undefined;
  readonly #options: ClientTargetOptions;
  readonly #arrivals: AcceptMux;
  /** Settles when the client that was last waited for has come. */
  #accepting: Promise<void> = Promise.resolve();
  readonly #start = new RecordedStart();

  constructor(options: ClientTargetOptions) {
    this.#options = options;
    const { listeners = [], signal } = options;
    this.datagrams = options.datagrams;
    this.#arrivals = new AcceptMux(
      listeners.map((listener) => ({ accept: () => acceptClient(listener, signal) })),
    );
    this.ours = options.words !== undefined;
    this.language = options.words === undefined ? undefined : programLanguage(options.words);
    this.name = options.name ?? options.words?.join(" ") ??
      this.#told(CLIENT_TARGET_TEXTS.clientsOf(this.endpoint().port));
  }

  /** Starts the client, or asks for it, and types. `{name}` in the command is filled in, too. */
  async begin(typed = "", name = ""): Promise<void> {
    await this.#start.end();
    this.datagrams?.forget();
    const { words, dir, say, terminal = true, memory } = this.#options;
    if (words === undefined) return say(this.#told(CLIENT_TARGET_TEXTS.type(typed.replaceAll("\n", " ⏎ "))));
    const filled = words.map((word) =>
      word.replaceAll("{port}", String(this.endpoint().port)).replaceAll("{name}", name)
    );
    const program = await this.#start.begin(filled, { cwd: dir, terminal, memory });
    program.type(typed);
  }

  recordCalls(recorder: CallRecorder | undefined): void {
    this.#start.recorder = recorder;
  }

  async calls(): Promise<SeenCalls | undefined> {
    return await this.#start.calls();
  }

  /** Types this. */
  type(text: string): void {
    if (this.#start.program === undefined) {
      this.#options.say(this.#told(CLIENT_TARGET_TEXTS.typeMore(text.replaceAll("\n", " ⏎ "))));
    }
    this.#start.program?.type(text);
  }

  /** Ends the typing, as Ctrl-D does. */
  endTyping(): void {
    if (this.#start.program === undefined) this.#options.say(this.#told(CLIENT_TARGET_TEXTS.ctrlD));
    this.#start.program?.endTyping();
  }

  /** Whether the client sits at a terminal, where what it prints appears as its user would see it. */
  get atTerminal(): boolean {
    return this.#start.program?.atTerminal ?? false;
  }

  /** The client's output so far, or `undefined` where that cannot be seen. */
  shown(): string | undefined {
    return this.#start.program?.stdout;
  }

  /** Whether the client has ended by now; `undefined` where that cannot be seen. */
  ended(): boolean | undefined {
    return this.#start.program?.over;
  }

  /** How the client has ended by itself, and whether it is busy. */
  async signs(): Promise<ProgramSigns> {
    const { program } = this.#start;
    return program === undefined ? {} : await programSigns(program, this.#options.signal);
  }

  ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** The next client that comes. */
  async connect(): Promise<Connection> {
    const timeout = this.ours ? 15_000 : 600_000;
    // After one that has not come in time, which would be turned away.
    const accepted = this.#accepting.then(() => this.#arrivals.next());
    this.#accepting = accepted.then(() => {}, () => {});
    let connection: Connection | undefined;
    const came = accepted.then((client) => void (connection = client));
    // A client that has ended will not come any more; one that has just connected may have ended, too.
    const waiting = new AbortController();
    const over = this.#start.program?.status.then(() => sleep(200, waiting.signal)).catch(
      () => {/* it has come */},
    );
    try {
      await sleep(timeout, this.#options.signal, over === undefined ? came : Promise.race([came, over]));
    } finally {
      waiting.abort();
    }
    if (connection !== undefined) return connection;
    accepted.then((late) => late.close(), () => {/* the check is over */});
    const end = this.#start.program?.ended;
    throw new RuleViolation(
      "refused",
      EXPECTED.clientComes,
      undefined,
      end === undefined ? CLIENT_TARGET_TEXTS.noClient(timeout / 1000) : startSeen({ what: "ended", end }),
    );
  }

  /** Where clients can come to. */
  get addresses(): readonly InetAddress[] {
    return this.datagrams?.addresses ?? this.#options.listeners!.map(({ address }) => address);
  }

  endpoint(): HostPort {
    const { hostname, port } = this.addresses[0]!;
    return { hostname, port };
  }

  said(): string {
    return this.#start.program?.stderr ?? "";
  }

  #told(text: Text): string {
    return inLanguage(text, this.#options.language);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const listener of this.#options.listeners ?? []) listener.close();
    this.datagrams?.[Symbol.dispose]();
    this.#arrivals.close();
    await this.#start.end();
  }
}
