import { RuleSkipped, RuleViolation } from "../../causes/rule_violation.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import { sleep } from "../../probes/sleep.ts";
import type { RuleContext } from "../../rule_context.ts";
import { RESP_EXPECTED as EXPECTED, RESP_SKIPPED as SKIPPED } from "../../texts/resp_texts.ts";
import { replyMistake } from "./reply_mistakes.ts";
import { joinedBytes, readReply, type RespAnswer, respRequest } from "./resp_reply.ts";
import type { WantedReply } from "./wanted_reply.ts";

/** A command, and the answer that is right. */
export type Exchange = readonly [words: readonly (string | Uint8Array)[], wanted: WantedReply];

/** A client of a server that speaks RESP. */
export class RespClient {
  readonly conn: ObservedConnection;
  readonly #context: RuleContext;

  constructor(conn: ObservedConnection, context: RuleContext) {
    this.conn = conn;
    this.#context = context;
  }

  /** A client that has connected. */
  static async connect(context: RuleContext): Promise<RespClient> {
    return new RespClient(await context.connect(), context);
  }

  /** Sends each command and hears its answer before the next one. */
  async ask(...exchanges: readonly Exchange[]): Promise<void> {
    for (const [words, wanted] of exchanges) {
      await this.send([words]);
      await this.hear(wanted, commandOf(words));
    }
  }

  /**
   * Asks for a command that not every server has.
   *
   * @throws {RuleSkipped} where the server refuses it.
   */
  async askIfThere(words: readonly string[], wanted: WantedReply, name = commandOf(words)): Promise<void> {
    await this.send([words]);
    await this.hear({ ...wanted, fits: (reply) => reply.kind === "error" || wanted.fits(reply) }, name)
      .then((reply) => {
        if (reply.kind === "error" && !wanted.fits(reply)) throw new RuleSkipped(SKIPPED.notThere(name));
      });
  }

  /** Sends commands, one behind the other, in one piece or as the network may cut them. */
  async send(commands: readonly Exchange[0][], via: Segmentation = "whole"): Promise<void> {
    await this.conn.send(joinedBytes(commands.map((words) => respRequest(...words))), via);
  }

  /**
   * Hears the next answer.
   *
   * @param command what it is an answer to, as it is told
   * @throws {RuleViolation} when it is another one, with the mistake of which its bytes tell, if any
   */
  async hear(wanted: WantedReply, command: string, timeout = this.#context.timeout): Promise<RespAnswer> {
    const { conn } = this;
    const expected = EXPECTED.reply(wanted.expected, command);
    try {
      await conn.until(() => readReply(conn.unheard).state !== "begun", expected, timeout);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      const tells = error.tells ?? replyMistake(error.received, wanted);
      throw new RuleViolation(error.symptom, expected, error.received, error.why, { tells });
    }
    const read = readReply(conn.unheard);
    if (read.state === "whole" && wanted.fits(read.reply)) {
      conn.take(read.length);
      return read.reply;
    }
    // What comes with it tells of an answer in another form.
    await sleep(MOMENT, this.#context.options.signal);
    const came = conn.unheard;
    const tells = read.state === "whole" ? wanted.told?.(read.reply) : undefined;
    throw new RuleViolation("different", expected, came, undefined, {
      tells: tells ?? replyMistake(came, wanted),
    });
  }
}

/** A command as it is told to people: its words, a long one by its beginning. */
export function commandOf(words: readonly (string | Uint8Array)[]): string {
  return words.map((word) => typeof word === "string" ? word : "…").map((word) =>
    word.length > MOST_TOLD ? `${word.slice(0, MOST_TOLD)}…` : JSON.stringify(word).slice(1, -1)
  ).join(" ");
}

const MOST_TOLD = 24;
/** Milliseconds in which the rest of a wrong answer arrives. */
const MOMENT = 60;
