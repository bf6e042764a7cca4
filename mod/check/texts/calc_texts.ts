import type { RuleText } from "../rule.ts";

const SOURCE = "sheet 004 §2.5";

/** What is said about the rules of calc alone. */
export const CALC_TEXTS = {
  sheet: {
    title: "3*5+1 is 16",
    rule: "The client sends an expression (3*5+1); the server sends the result back.",
    source: SOURCE,
  },
  arithmetic: {
    title: "priorities, parentheses, signs and fractions",
    rule: "The server evaluates the expression and sends the result back.",
    source: SOURCE,
  },
  big: {
    title: "integers are exact however long they are",
    rule: "The result is what Python's arithmetic gives.",
    source: SOURCE,
  },
  errors: {
    title: "a mistake gets « Erreur: … » and the connection lives on",
    rule: "A mistake is answered with « Erreur: … »; the server does not crash.",
    source: SOURCE,
  },
  noEval: {
    title: "nothing but arithmetic is evaluated",
    rule: "What are the risks of eval()? The server computes; it does not run the client's program.",
    source: SOURCE,
  },
  bounded: {
    title: "an expression with a gigantic result does not stop the server",
    rule: "One client's huge computation must not be felt by another.",
    source: SOURCE,
  },
} satisfies Record<string, RuleText>;

/** The usual causes. */
export const CALC_CAUSES = {
  wrong:
    "the result is wrong: look for the priority of operators, the order of - and /, and for the sign of a number",
  notExact:
    "your server computes with floating-point numbers, which have 16 digits: keep integers as integers",
  noError:
    "a mistake has to be answered, with a line that begins with « Erreur: »: catch the exception around the evaluation and send it to the client",
  otherWord: "the answer to a mistake begins with « Erreur: »",
  diedOfError:
    "a mistake in an expression ends your server or the session: put try/except around the evaluation, inside the loop",
  evaluatesPython:
    "your server evaluates Python: whoever can connect can run any program on your machine. eval() with an empty __builtins__ is no remedy; read the expression with ast.parse and allow numbers and operators only",
  unbounded:
    "your server computes whatever it is given: estimate the size of a power before computing it, and limit the time",
} as const;
