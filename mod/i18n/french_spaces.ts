/**
 * Puts no-break spaces where French has them: before `: ; ! ?` and within « ». Nobody has to type them, and
 * no line of a terminal or a browser begins with a colon.
 *
 * Text between straight quotes or backquotes is a program's output, and stays as it is.
 */
export function frenchSpaces(text: string): string {
  return text.split(VERBATIM).map((part, index) => index % 2 === 1 ? part : spaced(part)).join("");
}

const VERBATIM = /("[^"\n]*"|`[^`\n]*`)/;

function spaced(text: string): string {
  return text.replace(/ (?=[:;!?»](?:[\s).,…»]|$))/g, NO_BREAK).replaceAll("« ", `«${NO_BREAK}`);
}

const NO_BREAK = "\u00a0";
