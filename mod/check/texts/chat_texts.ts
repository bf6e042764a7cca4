import type { RuleText } from "../rule.ts";

const SOURCE = "sheet 001 Q5–Q6";
const ALL = "A line that is received from one client is sent on to all the other clients.";
const ANY = "Any number of clients, in any order of speaking and connecting.";

/** What is said about the rules of chat. */
export const CHAT_TEXTS = {
  all: { title: "a line from one client goes to all the others", rule: ALL, source: SOURCE },
  notBack: { title: "a line does not come back to who said it", rule: ALL, source: SOURCE },
  once: { title: "nobody gets a line twice", rule: ALL, source: SOURCE },
  anyOrder: { title: "everybody may speak at any time", rule: ANY, source: SOURCE },
  inOrder: {
    title: "ten lines in one segment arrive as ten lines, in order",
    rule: "What is sent on is a line, whatever a recv returned.",
    source: SOURCE,
  },
  accents: { title: "accents and emoji arrive right", rule: "Text is UTF-8.", source: SOURCE },
  bytewise: {
    title: "a line that is typed slowly arrives in one piece",
    rule: "A line is sent on when its line end has come.",
    source: SOURCE,
  },
  mixed: {
    title: "a half-typed line is not mixed with another one's",
    rule: "Messages are never interleaved or lost.",
    source: "sheet 004 §2.8",
  },
  split: {
    title: "a character that is split over two segments arrives whole",
    rule: "A character may be cut anywhere by the network.",
    source: SOURCE,
  },
  leaves: { title: "when one leaves the others go on", rule: ANY, source: SOURCE },
  reset: {
    title: "when one breaks off the others go on",
    rule: "A connection may break at any moment (RST).",
    source: SOURCE,
  },
  half: { title: "the last line of a client that half-closes reaches the others", rule: ALL, source: SOURCE },
  late: { title: "who comes later takes part from then on", rule: ANY, source: SOURCE },
  ten: { title: "ten clients talk to each other", rule: ANY, source: SOURCE },
  crlf: {
    title: "a line that ends with carriage return and line feed is a line",
    rule: "`\\r\\n` is accepted, too.",
    source: SOURCE,
  },
  garbage: {
    title: "bytes that are no text harm nobody",
    rule: "Anything can come over a network.",
    source: SOURCE,
  },
  commandAll: {
    title: "/all is shown with the name of who says it",
    rule: "/all <text> gives [Ginette] text.",
    source: "sheet 004 §2.6",
  },
  commandMe: {
    title: "/me is shown as an action",
    rule: "/me <action> gives * Ginette action.",
    source: "sheet 004 §2.6",
  },
  commandHelp: {
    title: "/help answers with the commands",
    rule: "/help: the commands.",
    source: "sheet 004 §2.6",
  },
  commandBye: {
    title: "/bye is answered and closes",
    rule: "/bye gives « À bientôt Ginette ! » and closes.",
    source: "sheet 004 §2.6",
  },
  prompt: {
    title: "the server asks for a name first",
    rule: "On connecting the server sends one line that asks for a name.",
    source: "Protohackers 3",
  },
  members: {
    title: "a newcomer is announced, and told who is there",
    rule:
      "On joining the others get a line that begins with * and has the name; the newcomer gets one that begins with * and names everyone else, even if there is nobody.",
    source: "Protohackers 3",
  },
  talk: {
    title: "[name] text goes to all joined others, never to who says it",
    rule: "A message goes as [name] text to all joined others.",
    source: "Protohackers 3",
  },
  names: {
    title: "an illegal name is turned away, and nobody hears of it",
    rule:
      "A name has at least one character and letters and digits only; otherwise the client is disconnected and nobody is told.",
    source: "Protohackers 3",
  },
  departure: {
    title: "a departure is announced to the joined others only",
    rule:
      "When a joined user leaves, the others get a line that begins with * and has the name; of a client that never joined nobody hears.",
    source: "Protohackers 3",
  },
  tenNamed: {
    title: "ten clients at once, names up to 16 characters",
    rule: "At least ten clients; names of at least 16 characters; messages of at least 1000.",
    source: "Protohackers 3",
  },
} satisfies Record<string, RuleText>;

/** The usual causes. */
export const CHAT_CAUSES = {
  notAll:
    "the line does not reach all the others: keep every client in a list and send to each one but the sender",
  oneClient:
    "your server serves one client at a time, so nobody hears anybody: use select, or a thread for each client and one shared list of them",
  back: "your server sends the line back to who said it: leave the sender out of the loop",
  twice: "a line is sent twice: is a client in your list twice, or does each thread send to all?",
  noLineEnd: 'the line is sent on without its line end, so two of them run together: keep or add "\\n"',
  glued:
    "your server takes what one recv returns for one line; split it at the line ends, and send each line on its own",
  pieces:
    'your server sends on what each recv returns, so a line that is typed slowly is torn to pieces: collect the bytes of each client until "\\n", in a buffer of its own',
  mixed:
    'your server sends on the pieces of unfinished lines, which mix with those of others: collect the bytes of each client until "\\n", in a buffer of its own',
  decode:
    "your server decodes each segment on its own: collect the bytes of each client up to the line end, then decode",
  leavingKills:
    "when a client leaves your server stops or stays stuck: recv returns b'' then; take the client out of the list, and close its socket",
  resetKills:
    "a client that breaks off kills the talk for all: recv and send raise OSError for it; catch it, take that client out of the list and go on with the others",
  halfClose:
    "the last line is lost when its sender half-closes: send on what has come before you look at the end of the stream",
  late:
    "who comes later is not in the list that the lines go to, or nobody accepts any more: select on the listening socket, too",
  garbage:
    'bytes that are no text end your server or the talk: decode with errors="replace", or send bytes on as bytes',
  carriageReturn: "the carriage return is lost or doubled on the way",
  command: "the command is not answered as the sheet shows it",
  bye: "/bye has to be answered, and then the connection closed",
  prompt: "the server has to speak first",
  members:
    "the newcomer has to get its list before anything that happens later, and the others one line with *; take care of the order of the two",
  talk: "a message goes as [name] text, once, to all who have joined, and not to who said it",
  names: "an illegal name must be turned away without a word to the others",
  departure:
    "a departure is announced once, to those who have joined, and only if the one who left had joined",
} as const;
