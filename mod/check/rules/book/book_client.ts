import { RuleViolation } from "../../causes/rule_violation.ts";
import { exactly } from "../../probes/answer.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import { sleep } from "../../probes/sleep.ts";
import type { RuleContext } from "../../rule_context.ts";
import { BOOK_EXPECTED } from "../../texts/book_texts.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { type BookCase, bookMistake } from "./book_mistakes.ts";

/** Asks on the connection where that carries several requests, else on a new one each time. */
export class BookClient {
  readonly #context: RuleContext;
  #conn: ObservedConnection | undefined;

  constructor(context: RuleContext) {
    this.#context = context;
  }

  get conn(): ObservedConnection | undefined {
    return this.#conn;
  }

  async ask(request: string, of: BookCase, via: Segmentation = "whole", end = "\n"): Promise<string> {
    const lines = this.#context.options.framing === "line";
    if (lines) this.close();
    const conn = this.#conn ??= await this.#context.connect();
    await conn.send(request + (lines ? end : ""), via);
    return await this.#hear(conn, of);
  }

  /** @returns the answer, with a carriage return that it may have. */
  async #hear(conn: ObservedConnection, of: BookCase): Promise<string> {
    const expected = BOOK_EXPECTED.answer(of.wanted);
    try {
      const { framing } = this.#context.options;
      const isError = (answer: string) =>
        of.orError === true && framing === "line" && answer.startsWith("-ERR");
      const { fits } = exactly(of.wanted);
      const answer = await conn.hear({ expected, fits: (answer) => fits(answer) || isError(answer) });
      // Without line ends nothing but silence tells that this was all.
      if (this.#context.options.framing === "chunk") await this.#nothingMore(conn, of);
      return answer;
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      await sleep(MOMENT, this.#context.options.signal);
      const more = error.symptom === "different" ? [] : [...conn.unheard];
      const came = more.length > error.received.length ? Uint8Array.from(more) : error.received;
      const answer = new TextDecoder().decode(came).replace(/\r?\n$/, "");
      const tells = error.tells ?? bookMistake(answer, of);
      throw new RuleViolation(error.symptom, error.expected, came, error.why, { tells });
    }
  }

  async #nothingMore(conn: ObservedConnection, { wanted, ...of }: BookCase): Promise<void> {
    await sleep(MOMENT, this.#context.options.signal);
    while (conn.unheard[0] === LINE_FEED) conn.take(1);
    const more = new TextDecoder().decode(conn.unheard);
    if (more === "") return;
    const tells = bookMistake(wanted + more, { wanted, ...of });
    throw new RuleViolation("extra", EXPECTED.onlyAnswers, conn.unheard, undefined, { tells });
  }

  close(): void {
    this.#conn?.close();
    this.#conn = undefined;
  }
}

/** Milliseconds in which the rest of an answer arrives. */
const MOMENT = 40;
const LINE_FEED = 0x0a;
