import { RequestReader, TOO_LONG } from "../../io/request_reader.ts";
import { type Reply, type RequestHandler, serveRequests } from "../serve_requests.ts";
import type { ConnectionHandler, Service } from "../../server/service.ts";
import { PrimalityTester, type PrimalityTesterOptions, type PrimeAnswer } from "./primality_tester.ts";
import { primeTimeAnswer, primeTimeRefusal, readPrimeTime } from "./prime_time.ts";

/** How the prime service answers. */
export interface PrimeOptions extends PrimalityTesterOptions {
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
  create(options, lifetime): ConnectionHandler {
    const tester = new PrimalityTester(options, lifetime);
    const json = options.protocol === "json";
    const reply = json ? repliesInJson(tester, options.maxDigits) : repliesInLetters(tester);
    const limit = json ? longestObject + options.maxDigits : longestLine + options.maxDigits;
    return (connection) =>
      serveRequests(connection, new RequestReader(connection, { framing: "line", limit }), reply);
  },
};

export default prime;

/** Room for blanks, a sign and leading zeros around the digits. */
const longestLine = 1024;
/** Room for the other fields of a JSON object. */
const longestObject = 65_536;

function repliesInLetters(tester: PrimalityTester): RequestHandler {
  return (question, requester) => {
    const answer = question === TOO_LONG ? tester.tooLong : tester.test(question, requester);
    return answer instanceof Promise ? answer.then(inLetters) : inLetters(answer);
  };
}

function inLetters({ letter, reason }: PrimeAnswer): Reply {
  return { text: reason === "" ? `${letter}\n` : `${letter} ${reason}\n` };
}

function repliesInJson(tester: PrimalityTester, maxDigits: number): RequestHandler {
  return (question, requester) => {
    if (question === TOO_LONG) return refusal("the line is too long");
    const request = readPrimeTime(question, maxDigits);
    if (request.kind === "malformed") return refusal(request.reason);
    if (request.kind === "not-an-integer") return { text: `${primeTimeAnswer(false)}\n` };
    const answer = tester.testDigits(request.digits, requester);
    return answer instanceof Promise ? answer.then(inJson) : inJson(answer);
  };
}

/**
 * A number that could not be examined is refused like a malformed one: the protocol has no other
 * way to say so.
 */
function inJson({ letter, reason }: PrimeAnswer): Reply {
  return letter === "E"
    ? refusal(reason || "the number could not be examined")
    : { text: `${primeTimeAnswer(letter === "T")}\n` };
}

function refusal(reason: string): Reply {
  return { text: `${primeTimeRefusal(reason)}\n`, last: true };
}
