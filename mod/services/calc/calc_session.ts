import type { Requester } from "../../server/workers/compute/requester.ts";
import type { CalcResult } from "./calculation.ts";
import type { Calculator } from "./calculator.ts";
import type { CalcErrorCode } from "./calc_error.ts";
import { calcErrorSentence, type CalcLanguage } from "./calc_error_sentence.ts";
import type { Value } from "./value.ts";

/** How many variables a conversation may have. */
const mostVariables = 64;

/**
 * One conversation with the calculator: what it remembers from one expression to the next, and its answers as
 * text.
 *
 * A mistake changes nothing: variables and `ans` keep what they had.
 */
export class CalcSession {
  readonly #calculator: Calculator;
  readonly #language: CalcLanguage;
  readonly #variables = new Map<string, Value>();

  constructor(calculator: Calculator, language: CalcLanguage) {
    this.#calculator = calculator;
    this.#language = language;
  }

  /**
   * The answer to the bytes of an expression, without a line end; a promise when it takes longer. Ask one at
   * a time.
   */
  answer(question: Uint8Array, requester: Requester): string | Promise<string> {
    const expression = decode(question);
    if (expression === undefined) return this.refuse("not-text");
    const outcome = this.#calculator.calculate(expression, this.#variables, requester);
    return outcome instanceof Promise
      ? outcome.then((late) => this.#conclude(expression, late))
      : this.#conclude(expression, outcome);
  }

  /** The answer to what cannot even be read. */
  refuse(code: CalcErrorCode, detail = ""): string {
    return calcErrorSentence({ code, at: undefined, detail }, "", this.#language);
  }

  #conclude(expression: string, outcome: CalcResult): string {
    if (!outcome.ok) return calcErrorSentence(outcome.error, expression, this.#language);
    const { target, value, text } = outcome;
    const isNew = target !== undefined && !this.#variables.has(target);
    const named = this.#variables.size - (this.#variables.has("ans") ? 1 : 0);
    if (isNew && named >= mostVariables) {
      return this.refuse("too-many-variables", `${mostVariables}`);
    }
    if (target !== undefined) this.#variables.set(target, value);
    this.#variables.set("ans", value);
    return text;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined; // not UTF-8
  }
}
