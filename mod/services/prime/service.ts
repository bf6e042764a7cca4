import { QuestionReader, TOO_LONG } from "../../io/question_reader.ts";
import { answerQuestions, type Replier, type Reply } from "../answer_questions.ts";
import type { Handler, Service } from "../../server/service.ts";
import { type Answer, Examiner, type ExaminerOptions } from "./examiner.ts";
import { primeTimeAnswer, primeTimeRefusal, readPrimeTime } from "./prime_time.ts";

/** How the prime service answers. */
export interface PrimeOptions extends ExaminerOptions {
  /** Lines with a number, or lines with a JSON object (Protohackers' Prime Time). */
  readonly protocol: "lines" | "json";
}

/**
 * The prime service of sheet 003 §1.1 (exercise E19): a line with an integer is answered `T`, `F` or `E`.
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
      answerQuestions(connection, new QuestionReader(connection, { framing: "line", limit }), reply);
  },
};

export default prime;

/** Room for blanks, a sign and leading zeros around the digits. */
const longestLine = 1024;
/** Room for the other fields of a JSON object. */
const longestObject = 65_536;

function repliesInLetters(examiner: Examiner): Replier {
  return (question, asker) => {
    const answer = question === TOO_LONG ? examiner.tooLong : examiner.examine(question, asker);
    return answer instanceof Promise ? answer.then(inLetters) : inLetters(answer);
  };
}

function inLetters({ letter, reason }: Answer): Reply {
  return { text: reason === "" ? `${letter}\n` : `${letter} ${reason}\n` };
}

function repliesInJson(examiner: Examiner, maxDigits: number): Replier {
  return (question, asker) => {
    if (question === TOO_LONG) return refusal("the line is too long");
    const request = readPrimeTime(question, maxDigits);
    if (request.kind === "malformed") return refusal(request.reason);
    if (request.kind === "not-an-integer") return { text: `${primeTimeAnswer(false)}\n` };
    const answer = examiner.examineDigits(request.digits, asker);
    return answer instanceof Promise ? answer.then(inJson) : inJson(answer);
  };
}

/** A number that could not be examined is refused like a malformed one: there is no other way to say so. */
function inJson({ letter, reason }: Answer): Reply {
  return letter === "E"
    ? refusal(reason || "the number could not be examined")
    : { text: `${primeTimeAnswer(letter === "T")}\n` };
}

function refusal(reason: string): Reply {
  return { text: `${primeTimeRefusal(reason)}\n`, last: true };
}
