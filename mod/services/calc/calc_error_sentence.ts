import type { CalcErrorCode, CalcErrorData } from "./calc_error.ts";

/** The languages an answer can be in. */
export type CalcLanguage = "fr" | "en";

type Sentences = Record<CalcErrorCode, (detail: string) => string>;

const french: Sentences = {
  "empty": () => "expression vide",
  "too-long": (max) => `expression trop longue, ${max} octets au plus`,
  "not-text": () => "l'expression n'est pas du texte UTF-8",
  "bad-character": (c) => `caractère inattendu ${c}`,
  "bad-number": (text) => `nombre mal écrit ${text}`,
  "leading-zero": (text) => `un entier ne commence pas par 0 : ${text}`,
  "syntax": () => "syntaxe",
  "unexpected": (text) => `syntaxe, ${text} inattendu`,
  "unexpected-line": () => "syntaxe, une expression tient sur une ligne",
  "missing-else": () => "syntaxe, if sans else",
  "ends-early": () => "syntaxe, l'expression n'est pas terminée",
  "never-closed": () => "syntaxe, parenthèse jamais fermée",
  "never-opened": () => "syntaxe, parenthèse jamais ouverte",
  "too-nested": (max) => `trop de parenthèses imbriquées, ${max} au plus`,
  "not-a-function": (name) => `${name} n'est pas une fonction`,
  "is-a-function": (name) => `${name} est une fonction, écrire ${name}(…)`,
  "reserved": (name) => `le nom ${name} est réservé`,
  "unknown-name": (name) => `nom inconnu ${name}`,
  "no-answer-yet": () => "pas encore de résultat pour ans",
  "arguments": (expected) => `nombre d'arguments, attendu ${expected}`,
  "no-attribute": (name) => `attribut inconnu ${name}`,
  "operands": (types) => `opération impossible, ${types}`,
  "needs-number": (name) => `${name} demande un nombre`,
  "needs-pair": (name) => `${name} demande un couple, tel que divmod en donne`,
  "negative-shift": () => "décalage négatif",
  "zero-modulus": () => "modulo zéro",
  "not-invertible": () => "pas d'inverse pour ce modulo",
  "needs-integer": (name) => `${name} demande un entier`,
  "division-by-zero": () => "division par zéro",
  "zero-to-negative": () => "zéro à une puissance négative, division par zéro",
  "overflow": () => "dépassement, le résultat ne tient pas dans un flottant",
  "no-integer-value": (value) => `${value} ne correspond à aucun entier`,
  "domain": (name) => `hors du domaine de définition de ${name}`,
  "complex": () => "le résultat est un nombre complexe",
  "too-big": (bits) => `le résultat serait trop grand, plus de ${bits} bits`,
  "too-many-digits": (digits) => `le résultat a plus de ${digits} chiffres`,
  "too-much-work": () => "calcul trop long",
  "for-a-worker": () => "calcul trop long",
  "too-many-variables": (most) => `trop de variables, ${most} au plus`,
  "stopping": () => "le serveur s'arrête",
  "failed": () => "panne du serveur",
  "too-slow": (seconds) => `calcul abandonné après ${seconds} s`,
  "busy": () => "trop de calculs en attente, réessayer plus tard",
};

const english: Sentences = {
  "empty": () => "empty expression",
  "too-long": (max) => `expression too long, ${max} bytes at most`,
  "not-text": () => "the expression is not UTF-8 text",
  "bad-character": (c) => `unexpected character ${c}`,
  "bad-number": (text) => `badly written number ${text}`,
  "leading-zero": (text) => `an integer does not start with 0: ${text}`,
  "syntax": () => "syntax",
  "unexpected": (text) => `syntax, unexpected ${text}`,
  "unexpected-line": () => "syntax, an expression is one line",
  "missing-else": () => "syntax, if without else",
  "ends-early": () => "syntax, the expression is not finished",
  "never-closed": () => "syntax, parenthesis never closed",
  "never-opened": () => "syntax, parenthesis never opened",
  "too-nested": (max) => `too many nested parentheses, ${max} at most`,
  "not-a-function": (name) => `${name} is not a function`,
  "is-a-function": (name) => `${name} is a function, write ${name}(…)`,
  "reserved": (name) => `the name ${name} is reserved`,
  "unknown-name": (name) => `unknown name ${name}`,
  "no-answer-yet": () => "no result yet for ans",
  "arguments": (expected) => `wrong number of arguments, expected ${expected}`,
  "no-attribute": (name) => `unknown attribute ${name}`,
  "operands": (types) => `wrong types for an operation, ${types}`,
  "needs-number": (name) => `${name} needs a number`,
  "needs-pair": (name) => `${name} needs a pair, such as divmod gives`,
  "negative-shift": () => "negative shift count",
  "zero-modulus": () => "modulus zero",
  "not-invertible": () => "no inverse for this modulus",
  "needs-integer": (name) => `${name} needs an integer`,
  "division-by-zero": () => "division by zero",
  "zero-to-negative": () => "zero to a negative power, division by zero",
  "overflow": () => "overflow, the result does not fit a float",
  "no-integer-value": (value) => `${value} has no integer value`,
  "domain": (name) => `outside the domain of ${name}`,
  "complex": () => "the result is a complex number",
  "too-big": (bits) => `the result would be too big, more than ${bits} bits`,
  "too-many-digits": (digits) => `the result has more than ${digits} digits`,
  "too-much-work": () => "too long to compute",
  "for-a-worker": () => "too long to compute",
  "too-many-variables": (most) => `too many variables, ${most} at most`,
  "stopping": () => "the server is stopping",
  "failed": () => "the server has a problem",
  "too-slow": (seconds) => `given up after ${seconds} s`,
  "busy": () => "too many computations waiting, try again later",
};

/**
 * The whole answer to a mistake, without a line end: `Erreur: division par zéro (position 2)`. The position
 * counts characters from 1, as an editor does; `expression` is the text that `at` indexes.
 */
export function calcErrorSentence(
  error: CalcErrorData,
  expression: string,
  language: CalcLanguage,
): string {
  const word = language === "fr" ? "Erreur" : "Error";
  const what = (language === "fr" ? french : english)[error.code](error.detail);
  if (error.at === undefined) return `${word}: ${what}`;
  const position = [...expression.slice(0, error.at)].length + 1;
  return `${word}: ${what} (position ${position})`;
}
