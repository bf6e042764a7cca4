import type { CauseText } from "../causes/cause_text.ts";
import { literalFamily } from "../../net/address/ip_literal.ts";
import { resolveHost } from "../../net/address/resolve_host.ts";
import type { RuleContext } from "../rule_context.ts";
import { awakeNow } from "./awake_clock.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { type Expectation, quoted } from "../causes/expectation.ts";
import { equalBytes, quotedBytes } from "./quoted_bytes.ts";
import { sleep } from "./sleep.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";

/** A datagram that has come, and from which port. */
interface Datagram {
  readonly bytes: Uint8Array;
  readonly port: number;
}

/** The datagram that has to come back. */
export interface ExpectedDatagram {
  readonly expected: Expectation;
  /** Whether it is one. */
  fits(bytes: Uint8Array): boolean;
  /** The mistake that another one tells by itself. */
  tells?(bytes: Uint8Array): CauseText | undefined;
}

/** A client over UDP. */
export class UdpAsker implements Disposable {
  readonly #socket: Deno.DatagramConn;
  readonly #context: RuleContext;
  readonly #number: number;
  /** How many datagrams were sent, and how many came. */
  #sent = 0;
  #came = 0;
  #last: Uint8Array | undefined;
  /** Answers to questions that were sent more than once. */
  readonly #late: Uint8Array[] = [];
  readonly #heard: Datagram[] = [];
  readonly #family: 4 | 6;
  #host: Promise<string> | undefined;
  #wake = Promise.withResolvers<void>();

  /** How many empty datagrams came and were not looked at. */
  empty = 0;
  readonly #ignoresEmpty: boolean;

  /**
   * @param number which client of the rule this is, from 1, for the transcript.
   * @param ignoresEmpty whether an empty datagram is no answer.
   */
  constructor(context: RuleContext, number = 1, ignoresEmpty = false) {
    this.#ignoresEmpty = ignoresEmpty;
    this.#context = context;
    this.#number = number;
    this.#family = literalFamily(context.target.endpoint().hostname) ?? 4;
    const hostname = this.#family === 6 ? "::" : "0.0.0.0";
    this.#socket = Deno.listenDatagram({ transport: "udp", hostname, port: 0 });
    this.#pump();
  }

  /** Sends one datagram, which may be empty. */
  async send(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    this.#sent++;
    this.#context.transcript.add(this.#number, "send", bytes);
    const { hostname } = this.#context.target.endpoint();
    this.#host ??= resolveHost(hostname, this.#family).then(([address]) => address!);
    await this.#socket.send(bytes, { transport: "udp", hostname: await this.#host, port: this.#port });
  }

  /**
   * Sends a datagram, again if need be because datagrams may be lost, until one comes back.
   *
   * @throws {RuleViolation} when the answer is another one, comes from another port, or does not come.
   */
  async ask(question: string, answer: string): Promise<void> {
    await this.exchange([question], {
      expected: EXPECTED_OF.answer(quoted(answer), question),
      fits: (bytes) => new TextDecoder().decode(bytes).replace(/\r?\n$/, "") === answer,
    });
  }

  /**
   * The same for bytes, of which each counts.
   *
   * @param tells the mistake that another answer tells by itself.
   */
  async askBytes(question: Uint8Array, answer: Uint8Array, tells?: ExpectedDatagram["tells"]): Promise<void> {
    await this.exchange([question], {
      expected: quotedBytes(answer),
      fits: (bytes) => equalBytes(bytes, answer),
      ...(tells === undefined ? {} : { tells }),
    });
  }

  /**
   * Sends datagrams of which the last one asks for an answer, all of them again if need be because datagrams may be
   * lost, until one comes back.
   *
   * @returns the answer.
   * @throws {RuleViolation} when the answer is another one, comes from another port, or does not come.
   */
  async exchange(
    requests: readonly (string | Uint8Array)[],
    { expected, fits, tells }: ExpectedDatagram,
  ): Promise<Uint8Array> {
    const deadline = awakeNow() + this.#context.timeout;
    let times = 0;
    while (this.#heard.length === 0) {
      if (awakeNow() > deadline) throw new RuleViolation("silence", expected);
      this.#wake = Promise.withResolvers<void>();
      for (const request of requests) await this.send(request);
      times++;
      await sleep(400, this.#context.options.signal, this.#wake.promise);
      this.#forgetLate(fits);
    }
    await sleep(20, this.#context.options.signal);
    const { bytes, port } = this.take()[0]!;
    if (!fits(bytes)) {
      throw new RuleViolation("different", expected, bytes, undefined, { tells: tells?.(bytes) });
    }
    if (port !== this.#port) throw new RuleViolation("extra", EXPECTED_OF.answerFrom(this.#port), bytes);
    if (times > 1) this.#late.push(bytes);
    return bytes;
  }

  /** Answers to what was sent twice may come twice, the second one after the next question. */
  #forgetLate(fits: ExpectedDatagram["fits"]): void {
    const late = ({ bytes }: { bytes: Uint8Array }) => this.#late.some((each) => equalBytes(each, bytes));
    const kept = this.#heard.filter((heard) => fits(heard.bytes) || !late(heard));
    this.#heard.splice(0, this.#heard.length, ...kept);
  }

  /** Waits, in milliseconds. */
  async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, this.#context.options.signal);
  }

  /**
   * Waits a moment in which nothing at all should come.
   *
   * @throws {RuleViolation} with what has come.
   */
  async silence(expected: Expectation, tells?: CauseText): Promise<void> {
    await sleep(150, this.#context.options.signal);
    this.#forgetLate(() => false);
    const [first] = this.#heard;
    if (first !== undefined) throw new RuleViolation("extra", expected, first.bytes, undefined, { tells });
  }

  /** Everything that has come and was not heard yet. */
  take(): readonly Datagram[] {
    this.#wake = Promise.withResolvers<void>();
    return this.#heard.splice(0);
  }

  /**
   * Waits a moment in which nothing should come.
   *
   * @throws {RuleViolation} when there were more answers than questions.
   */
  async quiet(): Promise<void> {
    await sleep(150, this.#context.options.signal);
    if (this.#came > this.#sent) throw new RuleViolation("extra", EXPECTED.oneDatagram, this.#last);
  }

  get #port(): number {
    return this.#context.target.endpoint().port;
  }

  async #pump(): Promise<void> {
    try {
      for await (const [bytes, from] of this.#socket) {
        this.#context.transcript.add(this.#number, "receive", bytes);
        if (bytes.length === 0 && this.#ignoresEmpty) {
          this.empty++;
          continue;
        }
        this.#came++;
        this.#last = bytes;
        this.#heard.push({ bytes, port: (from as Deno.NetAddr).port });
        this.#wake.resolve();
      }
    } catch {
      // Closed at the end of the rule, or told that nobody listens there: the question goes unanswered.
    }
  }

  [Symbol.dispose](): void {
    try {
      this.#socket.close();
    } catch {
      // It broke before.
    }
  }
}
