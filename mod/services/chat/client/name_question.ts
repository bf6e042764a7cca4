/** Words for what somebody is called, in English and in French. */
const CALLED =
  /(?<!\p{L})(name|nick|nickname|username|user ?name|login|handle|alias|call you|who are you|nom|pr[eé]nom|surnom|pseudo|pseudonyme|t'appelle[sz]?|vous appelez|identifiant|qui (es|[eê]tes)[- ](tu|vous))(?!\p{L})/iu;
/** What makes a question of a sentence: its end, or that it tells somebody to do something. */
const ASKS =
  /[?:>]\s*$|(?<!\p{L})(enter|type|choose|pick|give|send|tell|entre[rz]?|tape[rz]?|choisi\p{L}*|saisi\p{L}*|donne[rz]?|indique[rz]?)(?!\p{L})/iu;
/** No question is longer, in characters. */
const LONGEST = 200;

/**
 * Whether a server that is not of ours asks with this for a name: `Welcome to budgetchat! What shall I call you?`,
 * `Votre pseudo : `.
 *
 * @param ended whether it is a whole line. What has no end waits for an answer, and need not look like a question
 */
export function asksForName(text: string, ended: boolean): boolean {
  return text.length <= LONGEST && CALLED.test(text) && (!ended || ASKS.test(text));
}
