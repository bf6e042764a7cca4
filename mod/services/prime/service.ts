import { Outbox } from "../../framing/outbox.ts";
import { QuestionReader, TOO_LONG } from "../../framing/question_reader.ts";
import type { Connection } from "../../net/connection.ts";
import { sayGoodbye } from "../../net/say_goodbye.ts";
import type { Handler, Service } from "../service.ts";
import { TimeSlice } from "../time_slice.ts";
import { type Answer, Examiner, type ExaminerOptions } from "./examiner.ts";
import { primeTimeAnswer, primeTimeRefusal, readPrimeTime } from "./prime_time.ts";

/** How the prime service answers. */
export interface PrimeOptions extends ExaminerOptions {
  /** Lines with a number, or lines with a JSON object (Protohackers' Prime Time). */
  readonly protocol: "lines" | "json";
}

/** What goes back for a question: a text, and whether it is the last. */
interface Reply {
  readonly text: string;
  readonly last?: boolean;
}

type Replier = (question: Uint8Array | typeof TOO_LONG) => Reply | Promise<Reply>;

/**
 * The prime service of sheet 003 §1.1 (exercise E19): a line with an integer is answered `T`, `F` or `E`.
 *
 * Questions may be sent without waiting for answers; these come in the order of the questions. While one of a client's numbers is in
 * a worker, nothing more is read from that client, so nobody can make the server hold more than one question and its buffer.
 */
const prime: Service<PrimeOptions> = {
  name: "prime",
  state: "none",
  module: import.meta.url,
  create(options, lifetime): Handler {
    const examiner = new Examiner(options, lifetime);
    const json = options.protocol === "json";
    const reply = json ? repliesInJson(examiner, options.maxDigits) : repliesInLetters(examiner);
    const limit = json ? longestObject + options.maxDigits : longestLine + options.maxDigits;
    return (connection) =>
      converse(connection, new QuestionReader(connection, { framing: "line", limit }), reply);
  },
};

export default prime;

/** Room for blanks, a sign and leading zeros around the digits. */
const longestLine = 1024;
/** Room for the other fields of a JSON object. */
const longestObject = 65_536;

async function converse(connection: Connection, questions: QuestionReader, reply: Replier): Promise<void> {
  const outbox = new Outbox(connection);
  const slice = new TimeSlice();
  for (let first = await questions.next(); first !== null; first = await questions.next()) {
    slice.restart();
    for (
      let question: typeof first | undefined = first;
      question !== undefined;
      question = questions.take()
    ) {
      let answer = reply(question);
      if (answer instanceof Promise) {
        await outbox.flush(); // the answers before it need not wait for this one
        answer = await answer;
      }
      outbox.push(encoder.encode(`${answer.text}\n`));
      if (answer.last) return await end(connection, outbox);
      if (outbox.full || slice.over) {
        await outbox.flush();
        slice.restart();
      }
    }
    await outbox.flush();
  }
}

async function end(connection: Connection, outbox: Outbox): Promise<void> {
  await outbox.flush();
  await sayGoodbye(connection);
}

function repliesInLetters(examiner: Examiner): Replier {
  return (question) => {
    const answer = question === TOO_LONG ? examiner.tooLong : examiner.examine(question);
    return answer instanceof Promise ? answer.then(inLetters) : inLetters(answer);
  };
}

function inLetters({ letter, reason }: Answer): Reply {
  return { text: reason === "" ? letter : `${letter} ${reason}` };
}

function repliesInJson(examiner: Examiner, maxDigits: number): Replier {
  return (question) => {
    if (question === TOO_LONG) return refusal("the line is too long");
    const request = readPrimeTime(question, maxDigits);
    if (request.kind === "malformed") return refusal(request.reason);
    if (request.kind === "not-an-integer") return { text: primeTimeAnswer(false) };
    const answer = examiner.examineDigits(request.digits);
    return answer instanceof Promise ? answer.then(inJson) : inJson(answer);
  };
}

/** A number that could not be examined is refused like a malformed one: there is no other way to say so. */
function inJson({ letter, reason }: Answer): Reply {
  return letter === "E"
    ? refusal(reason || "the number could not be examined")
    : { text: primeTimeAnswer(letter === "T") };
}

function refusal(reason: string): Reply {
  return { text: primeTimeRefusal(reason), last: true };
}

const encoder = new TextEncoder();
