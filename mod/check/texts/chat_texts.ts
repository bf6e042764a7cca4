import type { CauseText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { protohackers, sheet } from "./source.ts";

const SOURCE = sheet("001 Q5–Q6");
const COMMANDS = sheet("004 §2.6");
const BUDGET = protohackers(3);
const ALL: Text = {
  en: "A line that is received from one client is sent on to all the other clients.",
  fr: "Une ligne reçue d'un client est renvoyée à tous les autres clients.",
};
const ANY: Text = {
  en: "Any number of clients, in any order of speaking and connecting.",
  fr: "Un nombre variable de clients, dans n'importe quel ordre d'intervention et de connexion.",
};

/** The texts about the rules of chat. */
export const CHAT_TEXTS = {
  all: {
    title: {
      en: "a line from one client goes to all the others",
      fr: "une ligne d'un client parvient à tous les autres",
    },
    rule: ALL,
    source: SOURCE,
  },
  notBack: {
    title: {
      en: "a line does not come back to who said it",
      fr: "une ligne ne revient pas à celui qui l'a dite",
    },
    rule: ALL,
    source: SOURCE,
  },
  once: {
    title: { en: "nobody gets a line twice", fr: "personne ne reçoit deux fois la même ligne" },
    rule: ALL,
    source: SOURCE,
  },
  anyOrder: {
    title: { en: "everybody may speak at any time", fr: "chacun peut parler à tout moment" },
    rule: ANY,
    source: SOURCE,
  },
  inOrder: {
    title: {
      en: "ten lines in one segment arrive as ten lines, in order",
      fr: "dix lignes dans un même segment arrivent comme dix lignes, dans l'ordre",
    },
    rule: {
      en: "What is sent on is a line, whatever a recv returned.",
      fr: "Ce qui est renvoyé est une ligne, quoi que recv ait rendu.",
    },
    source: SOURCE,
  },
  burst: {
    title: {
      en: "500 lines at once from each of two clients all arrive",
      fr: "500 lignes à la fois de chacun de deux clients arrivent toutes",
    },
    rule: {
      en: "Every line reaches all the others; TCP makes a fast sender wait, it loses nothing.",
      fr: "Chaque ligne parvient à tous les autres ; TCP fait attendre un émetteur rapide et ne perd rien.",
    },
    source: SOURCE,
  },
  deafReader: {
    title: {
      en: "a client that does not read holds up nobody else",
      fr: "un client qui ne lit pas ne bloque personne d'autre",
    },
    rule: {
      en: "A line reaches all the others, whatever one of them does.",
      fr: "Une ligne parvient à tous les autres, quoi que fasse l'un d'eux.",
    },
    source: SOURCE,
  },
  slowReader: {
    title: {
      en: "a client that reads slowly gets its lines whole",
      fr: "un client qui lit lentement reçoit ses lignes entières",
    },
    rule: {
      en: "Each line reaches all the others; TCP makes a fast sender wait, it loses nothing.",
      fr: "Chaque ligne parvient à tous les autres ; TCP fait attendre un émetteur rapide et ne perd rien.",
    },
    source: SOURCE,
  },
  accents: {
    title: { en: "accents and emoji arrive right", fr: "les accents et les emojis arrivent intacts" },
    rule: { en: "Text is UTF-8.", fr: "Le texte est en UTF-8." },
    source: SOURCE,
  },
  bytewise: {
    title: {
      en: "a line that is typed slowly arrives in one piece",
      fr: "une ligne tapée lentement arrive d'un seul tenant",
    },
    rule: {
      en: "A line is sent on when its line end has come.",
      fr: "Une ligne est renvoyée quand sa fin de ligne est arrivée.",
    },
    source: SOURCE,
  },
  mixed: {
    title: {
      en: "a half-typed line is not mixed with another one's",
      fr: "une ligne à moitié tapée ne se mélange pas à celle d'un autre",
    },
    rule: {
      en: "Messages are never interleaved or lost.",
      fr: "Les messages ne sont jamais mélangés ni perdus.",
    },
    source: sheet("004 §2.8"),
  },
  split: {
    title: {
      en: "a character that is split over two segments arrives whole",
      fr: "un caractère coupé entre deux segments arrive entier",
    },
    rule: {
      en: "A character may be cut anywhere by the network.",
      fr: "Le réseau peut couper un caractère n'importe où.",
    },
    source: SOURCE,
  },
  leaves: {
    title: { en: "when one leaves the others go on", fr: "quand l'un part, les autres continuent" },
    rule: ANY,
    source: SOURCE,
  },
  reset: {
    title: {
      en: "when one breaks off the others go on",
      fr: "quand l'un rompt sa connexion, les autres continuent",
    },
    rule: {
      en: "A connection may break at any moment (RST).",
      fr: "Une connexion peut être rompue à tout moment (RST).",
    },
    source: SOURCE,
  },
  half: {
    title: {
      en: "the last line of a client that half-closes reaches the others",
      fr: "la dernière ligne d'un client qui ferme son sens d'émission parvient aux autres",
    },
    rule: ALL,
    source: SOURCE,
  },
  late: {
    title: {
      en: "who comes later takes part from then on",
      fr: "qui arrive plus tard participe dès son arrivée",
    },
    rule: ANY,
    source: SOURCE,
  },
  ten: {
    title: { en: "ten clients talk to each other", fr: "dix clients discutent entre eux" },
    rule: ANY,
    source: SOURCE,
  },
  crlf: {
    title: {
      en: "a line that ends with carriage return and line feed is a line",
      fr: "une ligne terminée par un retour chariot et un saut de ligne est une ligne",
    },
    rule: { en: "`\\r\\n` is accepted, too.", fr: "`\\r\\n` est accepté aussi." },
    source: SOURCE,
  },
  garbage: {
    title: {
      en: "bytes that are no text harm nobody",
      fr: "des octets qui ne sont pas du texte ne gênent personne",
    },
    rule: {
      en: "Anything can come over a network.",
      fr: "N'importe quoi peut arriver par le réseau.",
    },
    source: SOURCE,
  },
  commandAll: {
    title: {
      en: "/all is shown with the name of who says it",
      fr: "/all s'affiche avec le nom de celui qui parle",
    },
    rule: { en: "/all <text> gives [Ginette] text.", fr: "/all <texte> donne [Ginette] texte." },
    source: COMMANDS,
  },
  commandMe: {
    title: { en: "/me is shown as an action", fr: "/me s'affiche comme une action" },
    rule: { en: "/me <action> gives * Ginette action.", fr: "/me <action> donne * Ginette action." },
    source: COMMANDS,
  },
  commandHelp: {
    title: { en: "/help answers with the commands", fr: "/help répond par la liste des commandes" },
    rule: { en: "/help: the commands.", fr: "/help : commande d'aide." },
    source: COMMANDS,
  },
  commandBye: {
    title: { en: "/bye is answered and closes", fr: "/bye reçoit une réponse et ferme la session" },
    rule: {
      en: "/bye gives « À bientôt Ginette ! » and closes.",
      fr: "/bye donne « À bientôt Ginette ! » et ferme la session.",
    },
    source: COMMANDS,
  },
  prompt: {
    title: { en: "the server asks for a name first", fr: "le serveur demande d'abord un nom" },
    rule: {
      en: "On connecting the server sends one line that asks for a name.",
      fr: "À la connexion, le serveur envoie une ligne qui demande un nom.",
    },
    source: BUDGET,
  },
  members: {
    title: {
      en: "a newcomer is announced, and told who is there",
      fr: "un nouveau venu est annoncé, et apprend qui est là",
    },
    rule: {
      en:
        "On joining the others get a line that begins with * and has the name; the newcomer gets one that begins with * and names everyone else, even if there is nobody.",
      fr:
        "À l'arrivée d'un client, les autres reçoivent une ligne qui commence par * et contient son nom ; lui en reçoit une qui commence par * et nomme tous les autres, même s'il n'y a personne.",
    },
    source: BUDGET,
  },
  talk: {
    title: {
      en: "[name] text goes to all joined others, never to who says it",
      fr: "[nom] texte va à tous les autres inscrits, jamais à celui qui parle",
    },
    rule: {
      en: "A message goes as [name] text to all joined others.",
      fr: "Un message va, sous la forme [nom] texte, à tous les autres inscrits.",
    },
    source: BUDGET,
  },
  names: {
    title: {
      en: "an illegal name is turned away, and nobody hears of it",
      fr: "un nom interdit est refusé, et personne n'en entend parler",
    },
    rule: {
      en:
        "A name has at least one character and letters and digits only; otherwise the client is disconnected and nobody is told.",
      fr:
        "Un nom a au moins un caractère et ne contient que des lettres et des chiffres ; sinon le client est déconnecté, et personne n'en est averti.",
    },
    source: BUDGET,
  },
  departure: {
    title: {
      en: "a departure is announced to the joined others only",
      fr: "un départ n'est annoncé qu'aux autres inscrits",
    },
    rule: {
      en:
        "When a joined user leaves, the others get a line that begins with * and has the name; of a client that never joined nobody hears.",
      fr:
        "Quand un inscrit part, les autres reçoivent une ligne qui commence par * et contient son nom ; d'un client qui ne s'est jamais inscrit, personne n'entend parler.",
    },
    source: BUDGET,
  },
  tenNamed: {
    title: {
      en: "ten clients at once, names up to 16 characters",
      fr: "dix clients à la fois, avec des noms de 16 caractères au plus",
    },
    rule: {
      en: "At least ten clients; names of at least 16 characters; messages of at least 1000.",
      fr:
        "Au moins dix clients ; des noms d'au moins 16 caractères permis, des messages d'au moins 1000 caractères.",
    },
    source: BUDGET,
  },
} satisfies Record<string, RuleText>;

/** Why a rule is skipped. */
export const FIXED_NUMBER: Text = {
  en: "the number of clients is fixed by --expect",
  fr: "le nombre de clients est fixé par --expect",
};

/** What is said of a server that lets so many lines through in a second. */
export const HELD_BACK: Text = {
  en: "the server holds its speakers back, so not all that was said was waited for",
  fr: "le serveur fait attendre ceux qui parlent, et tout ce qui a été dit n'a pas été attendu",
};

/** The usual causes. */
export const CHAT_CAUSES = {
  notAll: {
    en:
      "the line does not reach all the others: keep every client in a list and send to each one but the sender",
    fr:
      "la ligne ne parvient pas à tous les autres : gardez tous les clients dans une liste et envoyez à chacun, sauf à l'émetteur",
  },
  oneClient: {
    en:
      "your server serves one client at a time: the others wait to be accepted while the first is there; use select, or a thread for each client and one shared list of them",
    fr:
      "votre serveur sert un client à la fois : les autres attendent d'être acceptés tant que le premier est là ; utilisez select, ou un thread par client et une liste des clients partagée",
  },
  nobodyHears: {
    en: "all clients were accepted, one said a line, and no other has heard it",
    fr: "tous les clients ont été acceptés, l'un a dit une ligne, et aucun autre ne l'a entendue",
  },
  waitsForReader: {
    en:
      "your server waits until a client that does not read takes its lines, and nobody hears anything meanwhile: give each client a queue and a thread that empties it, or sockets that do not block, with a limit",
    fr:
      "votre serveur attend qu'un client qui ne lit pas prenne ses lignes, et personne n'entend plus rien : donnez à chaque client une file et un thread qui la vide, ou des sockets non bloquantes, avec une limite",
  },
  loses: {
    en:
      "your server loses lines when many come at once, though a few arrive: look for a queue that drops what does not fit, or a send that takes only a part",
    fr:
      "votre serveur perd des lignes quand il en vient beaucoup à la fois, alors que quelques-unes arrivent : cherchez une file qui jette ce qui ne tient pas, ou un send qui n'en prend qu'une partie",
  },
  leavingEnds: {
    en:
      "your server ends when a client leaves: take that client out of the list, close its socket, and go on",
    fr:
      "votre serveur se termine quand un client part : retirez-le de la liste, fermez sa socket et continuez",
  },
  anyOrder: {
    en:
      "your server waits for one client in particular, so the others are not heard: select on all of them, or give each a thread",
    fr:
      "votre serveur attend un client en particulier, et les autres ne sont pas entendus : surveillez-les tous avec select, ou donnez un thread à chacun",
  },
  onlyFirst: {
    en:
      "your server sends on the first of several lines that came in one segment and leaves or drops the others: take lines out of the buffer with while, not with if",
    fr:
      "votre serveur renvoie la première de plusieurs lignes arrivées dans un même segment et laisse ou perd les autres : sortez les lignes du tampon avec while, pas avec if",
  },
  changed: {
    en: "the line is changed on the way: send on exactly what has come, up to its line end",
    fr: "la ligne est modifiée en route : renvoyez exactement ce qui est arrivé, jusqu'à sa fin de ligne",
  },
  back: {
    en: "your server sends the line back to who said it: leave the sender out of the loop",
    fr: "votre serveur renvoie la ligne à celui qui l'a dite : sautez l'émetteur dans la boucle",
  },
  twice: {
    en: "a line is sent twice: is a client in your list twice, or does each thread send to all?",
    fr:
      "une ligne est envoyée deux fois : un client est-il deux fois dans votre liste, ou chaque thread envoie-t-il à tous ?",
  },
  noLineEnd: {
    en: 'the line is sent on without its line end, so two of them run together: keep or add "\\n"',
    fr: 'la ligne est renvoyée sans sa fin de ligne, et deux lignes se collent : gardez ou ajoutez "\\n"',
  },
  glued: {
    en:
      "your server takes what one recv returns for one line; split it at the line ends, and send each line on its own",
    fr:
      "votre serveur prend ce que renvoie un recv pour une ligne ; découpez-le aux fins de ligne, et envoyez chaque ligne",
  },
  pieces: {
    en:
      'your server sends on what each recv returns, so a line that is typed slowly is torn to pieces: collect the bytes of each client until "\\n", in a buffer of its own',
    fr:
      'votre serveur renvoie ce que chaque recv a rendu, et une ligne tapée lentement part en morceaux : accumulez les octets de chaque client jusqu\'à "\\n", dans un tampon à lui',
  },
  mixed: {
    en:
      'your server sends on the pieces of unfinished lines, which mix with those of others: collect the bytes of each client until "\\n", in a buffer of its own',
    fr:
      'votre serveur renvoie des morceaux de lignes inachevées, qui se mélangent à ceux des autres : accumulez les octets de chaque client jusqu\'à "\\n", dans un tampon à lui',
  },
  decode: {
    en:
      "your server decodes each segment on its own: collect the bytes of each client up to the line end, then decode",
    fr:
      "votre serveur décode chaque segment séparément : accumulez les octets de chaque client jusqu'à la fin de ligne, puis décodez",
  },
  stillListed: {
    en:
      "your server still writes to a client that has left, which fails as it tells above, and the others miss the line: take a client off the list when it leaves, and catch the error of each write",
    fr:
      "votre serveur écrit encore à un client parti, ce qui échoue comme il l'indique ci-dessus, et les autres manquent la ligne : retirez un client de la liste quand il part, et traitez l'erreur de chaque écriture",
  },
  resetKills: hinted({
    en: "a client that breaks off ends the talk for all, where it should only leave the list of clients",
    fr:
      "un client qui rompt sa connexion met fin à la discussion de tous, alors qu'il devrait seulement quitter la liste des clients",
  }, "break"),
  halfClose: {
    en:
      "the last line is lost when its sender half-closes: send on what has come before you look at the end of the stream",
    fr:
      "la dernière ligne est perdue quand son émetteur ferme son sens d'émission : renvoyez ce qui est arrivé avant de vous occuper de la fin du flux",
  },
  late: {
    en:
      "who comes later is not in the list that the lines go to, or nobody accepts any more: select on the listening socket, too",
    fr:
      "qui arrive plus tard n'est pas dans la liste des destinataires, ou plus personne n'appelle accept : surveillez aussi la socket d'écoute avec select",
  },
  garbage: {
    en:
      'bytes that are no text end your server or the talk: decode with errors="replace", or send bytes on as bytes',
    fr:
      'des octets qui ne sont pas du texte mettent fin à votre serveur ou à la discussion : décodez avec errors="replace", ou renvoyez les octets tels quels',
  },
  carriageReturn: {
    en: "the carriage return is lost or doubled on the way",
    fr: "le retour chariot est perdu ou doublé en route",
  },
  command: {
    en: "the command is not answered as the sheet shows it",
    fr: "la réponse à la commande n'est pas celle que montre la feuille",
  },
  bye: {
    en: "/bye has to be answered, and then the connection closed",
    fr: "/bye doit recevoir sa réponse, puis la connexion être fermée",
  },
  prompt: { en: "the server has to speak first", fr: "le serveur doit parler le premier" },
  members: {
    en:
      "the newcomer has to get its list before anything that happens later, and the others one line with *; take care of the order of the two",
    fr:
      "le nouveau venu doit recevoir sa liste avant tout ce qui se passe ensuite, et les autres une ligne avec * ; attention à l'ordre des deux",
  },
  talk: {
    en: "a message goes as [name] text, once, to all who have joined, and not to who said it",
    fr:
      "un message va, sous la forme [nom] texte, une seule fois, à tous les inscrits sauf à celui qui l'a dit",
  },
  names: {
    en: "an illegal name must be turned away without a word to the others",
    fr: "un nom interdit doit être refusé sans un mot aux autres",
  },
  departure: {
    en: "a departure is announced once, to those who have joined, and only if the one who left had joined",
    fr: "un départ est annoncé une fois, aux inscrits, et seulement si celui qui part était inscrit",
  },
} satisfies Record<string, CauseText>;
