import type { RuleContext } from "../rule_context.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { quoted } from "../causes/expectation.ts";
import { sleep } from "./sleep.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";

/** A client over UDP. */
export class UdpAsker implements Disposable {
  readonly #socket: Deno.DatagramConn;
  readonly #context: RuleContext;
  readonly #number: number;
  /** How many datagrams were sent, and how many came. */
  #sent = 0;
  #came = 0;
  #last: Uint8Array | undefined;
  readonly #heard: { bytes: Uint8Array; port: number }[] = [];
  #wake = Promise.withResolvers<void>();

  /** @param number which client of the rule this is, from 1, for the transcript. */
  constructor(context: RuleContext, number = 1) {
    this.#context = context;
    this.#number = number;
    this.#socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
    this.#pump();
  }

  /** Sends one datagram, which may be empty. */
  async send(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    this.#sent++;
    this.#context.transcript.add(this.#number, "send", bytes);
    await this.#socket.send(bytes, { transport: "udp", hostname: "127.0.0.1", port: this.#port });
  }

  /**
   * Sends a datagram, again if need be because datagrams may be lost, until one comes back.
   *
   * @throws {RuleViolation} when the answer is another one, comes from another port, or does not come.
   */
  async ask(question: string, answer: string): Promise<void> {
    const expected = EXPECTED_OF.answer(quoted(answer), question);
    const deadline = performance.now() + this.#context.timeout;
    while (this.#heard.length === 0) {
      if (performance.now() > deadline) throw new RuleViolation("silence", expected);
      await this.send(question);
      await sleep(400, this.#context.options.signal, this.#wake.promise);
    }
    await sleep(20, this.#context.options.signal);
    const { bytes, port } = this.#heard[0]!;
    this.#heard.length = 0;
    this.#wake = Promise.withResolvers<void>();
    const fits = new TextDecoder().decode(bytes).replace(/\r?\n$/, "") === answer;
    if (!fits) throw new RuleViolation("different", expected, bytes);
    if (port !== this.#port) throw new RuleViolation("extra", EXPECTED_OF.answerFrom(this.#port), bytes);
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
