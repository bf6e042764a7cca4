import { RequestReader, TOO_LONG } from "../../io/request_reader.ts";
import { type Reply, serveRequests } from "../serve_requests.ts";
import type { ConnectionHandler, Service } from "../../server/service.ts";
import { CalcSession } from "./calc_session.ts";
import { Calculator } from "./calculator.ts";
import type { CalcLanguage } from "./calc_error_sentence.ts";

/** How the calculator serves. */
export interface CalcOptions {
  /**
   * An expression is a line and so is its answer; or it is all that one read returns, and no line
   * end is sent.
   */
  readonly framing: "line" | "chunk";
  /** The language of mistakes. */
  readonly lang: CalcLanguage;
  /** The longest expression in bytes. */
  readonly maxLength: number;
  /** Seconds that one expression may take. */
  readonly timeLimit: number;
}

/**
 * The calculator of sheet 004 §2.5 (exercise E21): an expression is answered by its result, as Python would
 * print it, a mistake by `Erreur: …`; the conversation goes on either way. Each connection has its own `ans`
 * and variables.
 */
const calc: Service<CalcOptions> = {
  name: "calc",
  state: "none",
  module: import.meta.url,
  create({ framing, lang, maxLength, timeLimit }, lifetime): ConnectionHandler {
    const calculator = new Calculator(timeLimit, lifetime);
    const lineEnd = framing === "line" ? "\n" : "";
    const reply = (text: string): Reply => ({ text: text + lineEnd });
    return (connection) => {
      const session = new CalcSession(calculator, lang);
      const questions = new RequestReader(connection, { framing, limit: maxLength });
      return serveRequests(connection, questions, (question, requester) => {
        const answer = question === TOO_LONG
          ? session.refuse("too-long", `${maxLength}`)
          : session.answer(question, requester);
        return answer instanceof Promise ? answer.then(reply) : reply(answer);
      });
    };
  },
};

export default calc;
