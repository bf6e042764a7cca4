import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { sheet } from "./source.ts";

const TURNS = sheet("001 Q3");
const DUPLEX = sheet("001 Q4");

/** The texts about the rules of a talk of two people. */
export const TALK_TEXTS = {
  typed: {
    title: { en: "what is typed arrives at the other side", fr: "ce qui est tapé arrive chez l'autre" },
    rule: {
      en: "A line that is typed is sent to the other side.",
      fr: "Une ligne tapée au clavier est transmise à l'autre.",
    },
    source: TURNS,
  },
  shown: {
    title: { en: "what the other side says is shown", fr: "ce que dit l'autre s'affiche" },
    rule: {
      en: "A line that is received is shown on the screen.",
      fr: "Une ligne reçue est affichée à l'écran.",
    },
    source: TURNS,
  },
  speaks: {
    title: { en: "several lines can be said in a row", fr: "on peut dire plusieurs lignes de suite" },
    rule: {
      en: "Each side may send a line at any time, without waiting for an answer.",
      fr: "Chaque interlocuteur peut transmettre une ligne dès que possible, sans attendre de réponse.",
    },
    source: DUPLEX,
  },
  listens: {
    title: {
      en: "what the other side says is shown while nobody types",
      fr: "ce que dit l'autre s'affiche sans qu'on tape rien",
    },
    rule: {
      en: "Each side may receive a line at any time.",
      fr: "Chaque interlocuteur peut recevoir une ligne dès que possible.",
    },
    source: DUPLEX,
  },
  whileTyping: {
    title: {
      en: "the other side may speak while a line is being typed",
      fr: "l'autre peut parler pendant qu'on tape une ligne",
    },
    rule: {
      en:
        "What is typed goes out as one line once Enter is pressed; what the other side says meanwhile is shown.",
      fr:
        "Ce qui est tapé part en une ligne à l'appui sur Entrée ; ce que l'autre dit entre-temps s'affiche.",
    },
    source: DUPLEX,
  },
  waits: {
    title: { en: "a line waits for its turn", fr: "une ligne attend son tour" },
    rule: {
      en: "Who has connected says a line, then the other side one, and so on in turn.",
      fr: "Celui qui s'est connecté dit une ligne, puis l'autre une ligne, et ainsi de suite à tour de rôle.",
    },
    source: TURNS,
  },
  rounds: {
    title: { en: "both speak in turn, several times", fr: "chacun parle à son tour, plusieurs fois" },
    rule: {
      en: "Who has connected says a line, then the other side one, and so on in turn.",
      fr: "Celui qui s'est connecté dit une ligne, puis l'autre une ligne, et ainsi de suite à tour de rôle.",
    },
    source: TURNS,
  },
  pieces: {
    title: {
      en: "a line that arrives in pieces is shown whole",
      fr: "une ligne qui arrive en morceaux s'affiche entière",
    },
    rule: {
      en:
        "A line is complete when its line end has come; the network may cut it anywhere, a character as well.",
      fr:
        "Une ligne est complète quand sa fin de ligne est arrivée ; le réseau peut la couper n'importe où, même dans un caractère.",
    },
    source: DUPLEX,
  },
  flood: {
    title: { en: "many lines at once are all shown", fr: "beaucoup de lignes d'un coup s'affichent toutes" },
    rule: {
      en: "Each line that is received is shown, however many come together.",
      fr: "Chaque ligne reçue est affichée, quel que soit le nombre de celles qui arrivent ensemble.",
    },
    source: DUPLEX,
  },
  ctrlD: {
    title: { en: "the end of the keyboard ends the talk", fr: "la fin de la saisie met fin à la discussion" },
    rule: {
      en: "{end-key} closes the keyboard; the program says so to the other side and ends.",
      fr: "{end-key} ferme le flux du clavier ; le programme le signale à l'autre et se termine.",
    },
    source: TURNS,
  },
  endWord: {
    title: { en: "the last word ends the talk", fr: "le mot de la fin met fin à la discussion" },
    rule: {
      en: "The line that was agreed on ends the talk.",
      fr: "La ligne convenue met fin à la discussion.",
    },
    source: TURNS,
  },
  peerLeaves: {
    title: { en: "it is noticed when the other side leaves", fr: "le départ de l'autre se remarque" },
    rule: {
      en: "When the other side has closed, the program ends or says so.",
      fr: "Quand l'autre a fermé, le programme se termine ou le dit.",
    },
    source: TURNS,
  },
} satisfies Record<string, RuleText>;

/** The causes that a sign tells. */
export const TALK_CAUSES = {
  died: {
    en: "your program ended with an error, which it tells above",
    fr: "votre programme s'est terminé sur une erreur, qu'il indique ci-dessus",
  },
  diedInPart: {
    en:
      "a part of your program ended with an error, which it tells above, and the rest (another thread) goes on: catch the error, and end the whole program",
    fr:
      "une partie de votre programme s'est terminée sur une erreur, indiquée ci-dessus, et le reste (un autre thread) continue : attrapez l'erreur, et terminez tout le programme",
  },
  noLineEnd: {
    en:
      'your program sends the line without its line end, so the other side cannot know that it is complete: add "\\n" (in the style of sheet 004, without line ends, check with --framing chunk)',
    fr:
      "votre programme envoie la ligne sans sa fin de ligne : l'autre ne peut pas savoir qu'elle est complète. Ajoutez \"\\n\" (pour un programme sans fins de ligne, comme dans la feuille 004, vérifiez avec --framing chunk)",
  },
  pythonBytes: {
    en: "your program sends str(bytes), which is b'…' with its quotes: use .decode()",
    fr: "votre programme envoie str(bytes), c'est-à-dire b'…' avec ses apostrophes : utilisez .decode()",
  },
  sentAtEnd: hinted({
    en:
      "the line went out only at the end of the keyboard: it was kept in a buffer, or all input is read first",
    fr:
      "la ligne n'est partie qu'à la fin de la saisie : elle est restée dans un tampon, ou toute l'entrée est lue d'abord",
  }, "flush"),
  waits: {
    en:
      "your program waits for the other side before it sends what was typed (it went out once the other side had spoken): two of it that wait for each other say nothing for ever",
    fr:
      "votre programme attend l'autre avant d'envoyer ce qui a été tapé (c'est parti une fois que l'autre avait parlé) : deux programmes qui s'attendent ainsi ne disent plus jamais rien",
  },
  takesTurns: {
    en:
      "your program takes turns: the line went out once the other side had spoken. Read the keyboard and the socket at once (two threads, or select); where the sheet asks for turns, check with --turns",
    fr:
      "votre programme parle à tour de rôle : la ligne n'est partie qu'une fois que l'autre avait parlé. Lisez le clavier et la socket en même temps (deux threads, ou select) ; si la feuille demande l'alternance, vérifiez avec --turns",
  },
  doesNotWait: {
    en:
      "your program sends although it is the other side's turn: receive a line before the next one is sent, and let who has connected begin",
    fr:
      "votre programme envoie alors que c'est à l'autre de parler : recevez une ligne avant d'envoyer la suivante, et laissez commencer celui qui s'est connecté",
  },
  listensLast: {
    en:
      "your program only listens after something has been typed (it was shown then): read the keyboard and the socket at once (two threads, or select)",
    fr:
      "votre programme n'écoute qu'après qu'on a tapé quelque chose (c'est alors apparu) : lisez le clavier et la socket en même temps (deux threads, ou select)",
  },
  shownAtEnd: hinted({
    en:
      "it was shown only once the other side had ended its stream: a line is complete when its line end has come",
    fr:
      "ce n'est apparu qu'une fois que l'autre avait terminé son flux : une ligne est complète quand sa fin de ligne est arrivée",
  }, "line"),
  keyByKey: {
    en: "your program sends what is typed before Enter is pressed: read whole lines from the keyboard",
    fr:
      "votre programme envoie ce qui est tapé avant l'appui sur Entrée : lisez des lignes entières au clavier",
  },
  decodes: hinted({
    en: "your program decodes each segment on its own, so a character that is split over two segments breaks",
    fr:
      "votre programme décode chaque segment séparément, et un caractère coupé entre deux segments se brise",
  }, "decode"),
  oneRecv: hinted({
    en: "your program takes one recv for one line (the same line is shown when it comes in one piece)",
    fr:
      "votre programme prend un recv pour une ligne (la même ligne s'affiche quand elle arrive d'un seul tenant)",
  }, "line"),
  losesLines: hinted({
    en:
      "of many lines that come together your program shows only some (one at a time they are shown): what one recv returns may hold many lines",
    fr:
      "de plusieurs lignes arrivées ensemble, votre programme n'en affiche que certaines (une par une, elles s'affichent) : ce que rend un recv peut contenir plusieurs lignes",
  }, "line"),
  wordSent: {
    en:
      "your program sends the last word like any other line, and goes on: compare what was typed with it, and close",
    fr:
      "votre programme envoie le mot de la fin comme une ligne ordinaire, et continue : comparez ce qui a été tapé avec ce mot, et fermez",
  },
  loops: hinted({
    en: "your program does not notice the end of a stream, and turns in a loop that uses the processor",
    fr:
      "votre programme ne remarque pas la fin d'un flux, et tourne dans une boucle qui occupe le processeur",
  }, "end"),
};

/** What was seen where nothing tells why. */
export const TALK_SEEN = {
  never: {
    en:
      "your program has not connected: does it take the port from its command line ({port} in --run), and does it connect to localhost?",
    fr:
      "votre programme ne s'est pas connecté : lit-il le port sur sa ligne de commande ({port} dans --run), et se connecte-t-il à localhost ?",
  },
  endedBefore: {
    en: "your program ended before it had connected, and it does not say why",
    fr: "votre programme s'est terminé avant de se connecter, sans dire pourquoi",
  },
  ended: (end: Text): Text => ({
    en: `your program has ended (${end.en}), and it does not say why`,
    fr: `votre programme s'est terminé (${end.fr}) sans dire pourquoi`,
  }),
  notYourTurn: {
    en: "a line came although it was the other side's turn",
    fr: "une ligne est venue alors que c'était à l'autre de parler",
  },
  notShown: {
    en: "the line was sent whole, and it does not appear on the screen",
    fr: "la ligne a été envoyée entière, et elle n'apparaît pas à l'écran",
  },
  goesOn: {
    en: "your program goes on as if nothing had happened; from outside nothing tells why",
    fr: "votre programme continue comme si de rien n'était ; rien ne dit pourquoi, vu de l'extérieur",
  },
  nothing: {
    en: "what was typed has not arrived; from outside nothing tells why",
    fr: "ce qui a été tapé n'est pas arrivé ; rien ne dit pourquoi, vu de l'extérieur",
  },
  different: {
    en: "something else came than what was typed",
    fr: "autre chose est arrivé que ce qui a été tapé",
  },
};

/** What is worth saying and breaks no rule. */
export const TALK_NOTES = {
  more: (arrived: string, line: string): Text => ({
    en: `${JSON.stringify(line)} arrives as ${JSON.stringify(arrived.slice(0, 80))}`,
    fr: `${JSON.stringify(line)} arrive sous la forme ${JSON.stringify(arrived.slice(0, 80))}`,
  }),
  late: {
    en: "notices only when something is typed that the other side has left",
    fr: "ne remarque le départ de l'autre que lorsqu'on tape quelque chose",
  },
  endsWithError: {
    en: "ends with an error that its user sees",
    fr: "se termine sur une erreur que son utilisateur voit",
  },
};
