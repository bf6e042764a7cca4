import type { Text } from "../../i18n/text.ts";
import { type Expectation, quoted } from "../causes/expectation.ts";

/** The expected answers, as they stand after « Expected ». */
export const EXPECTED = {
  client: {
    part: "first client",
    en: "that a client can connect",
    fr: "qu'un client puisse se connecter",
  },
  clientComes: { part: "first client", en: "that the client connects", fr: "que le client se connecte" },
  anotherClient: {
    part: "another client",
    en: "that another client can connect",
    fr: "qu'un autre client puisse se connecter",
  },
  waiter: {
    part: "client that waited",
    en: "an answer for the client that waited",
    fr: "une réponse pour le client qui attendait",
  },
  upstream: {
    part: "connection upstream",
    en: "that the program connects to the server behind it",
    fr: "que le programme se connecte au serveur derrière lui",
  },
  isRead: { en: "that the bytes are read", fr: "que les octets soient lus" },
  onlyAnswers: {
    en: "nothing more than an answer for each request",
    fr: "rien de plus qu'une réponse par requête",
  },
  plainLineEnd: {
    en: 'an answer that ends with "\\n" alone',
    fr: 'une réponse terminée par "\\n" seul',
  },
  endAfterAnswers: {
    en: "the end of the connection after the last answer",
    fr: "la fin de la connexion après la dernière réponse",
  },
  endAfterReply: {
    en: "the end of the connection after the reply",
    fr: "la fin de la connexion après la réponse",
  },
  oneDatagram: {
    part: "one datagram",
    en: "one datagram for each that was sent",
    fr: "un datagramme pour chacun de ceux envoyés",
  },
  welcome: { en: "a welcome", fr: "un message de bienvenue" },
  mistake: { en: '"Erreur: …"', fr: '"Erreur: …"' },
  nameQuestion: { en: "a question for the name", fr: "une question sur le nom" },
  nothingOfNames: { en: "nothing about illegal names", fr: "rien au sujet des noms interdits" },
  commands: {
    en: "a line that names /bye, /all or /me",
    fr: "une ligne qui nomme /bye, /all ou /me",
  },
  endAfterBye: {
    en: "the end of the connection after /bye",
    fr: "la fin de la connexion après /bye",
  },
  content: { part: "content", en: "the bytes of the file", fr: "les octets du fichier" },
  endAfterFile: {
    part: "end after the file",
    en: "the end of the connection after the file",
    fr: "la fin de la connexion après le fichier",
  },
  nothingBehindFile: { en: "nothing behind the file", fr: "rien derrière le fichier" },
  reason: {
    part: "reason",
    en: 'a line with the reason after "KO\\n"',
    fr: 'une ligne avec la raison après "KO\\n"',
  },
  oneReason: { en: "one line of reason", fr: "une seule ligne de raison" },
  endAfterReason: {
    en: "the end of the connection after the reason",
    fr: "la fin de la connexion après la raison",
  },
  answerMeanwhile: {
    en: "an answer while another client is there",
    fr: "une réponse pendant qu'un autre client est là",
  },
  answerAfterwards: {
    part: "client that waited",
    en: "an answer once the other client has left",
    fr: "une réponse une fois l'autre client parti",
  },
  nothingYet: {
    en: "nothing before the answer has come",
    fr: "rien avant que la réponse soit arrivée",
  },
  nothingBeforeLineEnd: {
    en: "nothing before the answer's line end has come",
    fr: "rien avant que la fin de ligne de la réponse soit arrivée",
  },
  endAfterCtrlD: {
    en: "the end of the connection after {end-key}",
    fr: "la fin de la connexion après {end-key}",
  },
  clientEnds: { en: "that the client ends", fr: "que le client se termine" },
  noFile: { en: "no file", fr: "aucun fichier" },
  notYourTurn: {
    part: "silence of the one who is not to speak",
    en: "nothing before the other side has spoken",
    fr: "rien avant que l'autre ait parlé",
  },
  nothingBeforeEnter: { en: "nothing before Enter", fr: "rien avant Entrée" },
  time: { en: "the time, without a question", fr: "l'heure, sans question" },
  timeLine: { en: "one line with the time", fr: "une ligne avec l'heure" },
  fourBytes: { en: "four bytes", fr: "quatre octets" },
  endAfterTime: {
    en: "the end of the connection after the time",
    fr: "la fin de la connexion après l'heure",
  },
  laterTime: {
    part: "a time that goes on",
    en: "a later time for a client that comes later",
    fr: "une heure plus tardive pour un client venu plus tard",
  },
  programEnds: {
    part: "end of the talk",
    en: "that the program ends",
    fr: "que le programme se termine",
  },
  programTellsEnd: {
    part: "end of the talk",
    en: "that the program ends, or says that the other side has left",
    fr: "que le programme se termine, ou annonce que l'autre est parti",
  },
} satisfies Record<string, Expectation>;

/** The same, for texts that differ from case to case. */
export const EXPECTED_OF = {
  /** An answer, and the question that it belongs to. */
  answer: (answer: Expectation, question: string): Expectation => ({
    ...answer,
    en: `${answer.en} for ${question}`,
    fr: `${answer.fr} pour ${question}`,
  }),
  answerFrom: (port: number) => ({ en: `an answer from port ${port}`, fr: `une réponse du port ${port}` }),
  closeAfter: (word: string) => ({
    en: `that the server closes after "${word}"`,
    fr: `que le serveur ferme après "${word}"`,
  }),
  notEchoed: (word: string) => ({
    en: `that "${word}" is not sent back`,
    fr: `que "${word}" ne soit pas renvoyé`,
  }),
  mirrored: (length: number) => ({
    en: `the same ${length} bytes, then the end of the connection`,
    fr: `les mêmes ${length} octets, puis la fin de la connexion`,
  }),
  malformed: (request: string) => ({
    en: `a malformed answer to ${request}`,
    fr: `une réponse mal formée à ${request}`,
  }),
  endAfterMalformed: (request: string) => ({
    en: `the end of the connection after the malformed request ${request}`,
    fr: `la fin de la connexion après la requête mal formée ${request}`,
  }),
  lineWith: (text: string, name: string) => ({
    exact: text,
    en: `a line with ${JSON.stringify(text)} for ${name}`,
    fr: `une ligne avec ${JSON.stringify(text)} pour ${name}`,
  }),
  messageWith: (text: string, name: string) => ({
    exact: text,
    en: `a message with ${JSON.stringify(text)} for ${name}`,
    fr: `un message avec ${JSON.stringify(text)} pour ${name}`,
  }),
  nothingEarly: (name: string) => ({
    en: `nothing for ${name} before the message is whole`,
    fr: `rien pour ${name} avant que le message soit entier`,
  }),
  nothingWith: (text: string, name: string) => ({
    en: `nothing with ${JSON.stringify(text)} for ${name}`,
    fr: `rien qui contienne ${JSON.stringify(text)} pour ${name}`,
  }),
  allLines: (count: number, name: string) => ({
    en: `all ${count} lines for ${name}`,
    fr: `les ${count} lignes pour ${name}`,
  }),
  someLines: (came: number, count: number, first: string) => ({
    en: `${came} of ${count} lines; the first that is missing is ${JSON.stringify(first)}`,
    fr: `${came} lignes sur ${count} ; la première qui manque est ${JSON.stringify(first)}`,
  }),
  wholeOrNone: (came: number, size: number) => ({
    en: `no file, or word of an error: the server was gone after ${came} of ${size} bytes`,
    fr: `aucun fichier, ou une erreur signalée : le serveur est parti après ${came} octets sur ${size}`,
  }),
  allWhole: (count: number) => ({
    en: `${count} lines, each of them whole`,
    fr: `${count} lignes, chacune entière`,
  }),
  lineAlone: (text: string) => ({
    en: `a line with ${JSON.stringify(text)} alone`,
    fr: `une ligne avec ${JSON.stringify(text)} seulement`,
  }),
  members: (names: readonly string[]) => ({
    en: `a line that begins with * and names ${names.join(", ") || "nobody"}`,
    fr: names.length === 0
      ? "une ligne qui commence par * et ne nomme personne"
      : `une ligne qui commence par * et nomme ${names.join(", ")}`,
  }),
  arrival: (name: string) => ({
    en: `a line that begins with * and says that ${name} has come`,
    fr: `une ligne qui commence par * et annonce l'arrivée de ${name}`,
  }),
  departure: (name: string) => ({
    en: `a line that begins with * and says that ${name} has left`,
    fr: `une ligne qui commence par * et annonce le départ de ${name}`,
  }),
  endAfterName: (name: string) => ({
    en: `the end of the connection after the illegal name ${JSON.stringify(name)}`,
    fr: `la fin de la connexion après le nom interdit ${JSON.stringify(name)}`,
  }),
  ok: (length: number): Expectation => ({
    part: "OK",
    en: `"OK\\n${length}\\n" and ${length} bytes`,
    fr: `"OK\\n${length}\\n" et ${length} octets`,
  }),
  sizeAfterOk: (length: number): Expectation => ({
    part: "size",
    en: `"${length}\\n" after "OK\\n"`,
    fr: `"${length}\\n" après "OK\\n"`,
  }),
  size: (length: number): Expectation => ({
    part: "size",
    en: `the size "${length}\\n" in bytes`,
    fr: `la taille "${length}\\n" en octets`,
  }),
  content: (length: number): Expectation => ({
    part: "content",
    en: `${length} bytes of content`,
    fr: `${length} octets de contenu`,
  }),
  refusal: (what: Text) => ({
    en: `"KO\\n" and a reason for ${what.en}`,
    fr: `"KO\\n" et une raison pour ${what.fr}`,
  }),
  onScreen: (text: string) => {
    const { en, fr } = quoted(text);
    return { en: `${en} on the screen`, fr: `${fr} à l'écran` };
  },
  presentTime: (now: string): Expectation => ({
    en: `the time of this moment, ${now}`,
    fr: `l'heure de cet instant, ${now}`,
  }),
  endAfterWord: (word: string): Expectation => ({
    part: "end of the talk",
    en: `the end of the connection after ${JSON.stringify(word)}`,
    fr: `la fin de la connexion après ${JSON.stringify(word)}`,
  }),
  linesOnScreen: (count: number): Expectation => ({
    en: `all ${count} lines on the screen, in order`,
    fr: `les ${count} lignes à l'écran, dans l'ordre`,
  }),
  saved: (name: string) => ({ en: `a file ${name}`, fr: `un fichier ${name}` }),
  sentBytes: (length: number) => ({
    en: `the ${length} bytes that were sent`,
    fr: `les ${length} octets envoyés`,
  }),
} satisfies Record<string, (...args: never[]) => Expectation>;

/** The thing asked for, where its name would tell nothing. */
export const REQUESTED = {
  longName: { en: "a name of 5000 letters", fr: "un nom de 5000 lettres" },
  unknownName: { en: "an unknown name", fr: "un nom inconnu" },
} satisfies Record<string, Text>;
