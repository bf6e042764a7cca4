import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { hinted, withEnd } from "./common_causes.ts";
import { sheet } from "./source.ts";

const ECHO = sheet("000 §2");
const FILES = sheet("000 §3");

/** The texts about the rules of clients. */
export const CLIENT_TEXTS = {
  line: {
    title: { en: "what is typed is sent as one line", fr: "ce qui est tapé est envoyé comme une ligne" },
    rule: {
      en: "A request is a line of text, ended by a line end, that was read from the keyboard.",
      fr:
        "Une requête est une ligne de texte, terminée par une fin de ligne, que le client a récupérée à partir du clavier.",
    },
    source: ECHO,
  },
  waits: {
    title: {
      en: "the next request waits for the answer",
      fr: "la requête suivante attend la réponse",
    },
    rule: {
      en: "The client sends a request, then waits for the answer before it sends another one.",
      fr: "Le client envoie une requête, puis attend la réponse avant d'en envoyer une autre.",
    },
    source: ECHO,
  },
  shows: {
    title: { en: "the answer is shown", fr: "la réponse est affichée" },
    rule: {
      en: "The client shows the answer that it has received.",
      fr: "Le client affiche la réponse qu'il a reçue.",
    },
    source: ECHO,
  },
  bytewise: {
    title: {
      en: "an answer that arrives in pieces is still one answer",
      fr: "une réponse qui arrive en morceaux reste une seule réponse",
    },
    rule: {
      en: "An answer is a line: it is complete when its line end has come.",
      fr: "Une réponse est une ligne : elle est complète quand sa fin de ligne est arrivée.",
    },
    source: ECHO,
  },
  split: {
    title: {
      en: "a character that is split over two segments is shown whole",
      fr: "un caractère coupé entre deux segments est affiché entier",
    },
    rule: {
      en: "Text is UTF-8; a character may be cut anywhere by the network.",
      fr: "Le texte est en UTF-8 ; le réseau peut couper un caractère n'importe où.",
    },
    source: ECHO,
  },
  ctrlD: {
    title: { en: "the end of the keyboard ends the client", fr: "la fin de la saisie termine le client" },
    rule: {
      en: "{end-key} closes the keyboard; the client ends.",
      fr: "{end-key} ferme le flux du clavier ; le client se termine.",
    },
    source: sheet("000 §2.1"),
  },
  gone: {
    title: { en: "a server that closes ends the client", fr: "un serveur qui ferme termine le client" },
    rule: {
      en: "When recv returns b'' the server is gone.",
      fr: "Quand recv renvoie b'', le serveur est parti.",
    },
    source: ECHO,
  },
  pushed: {
    title: {
      en: "what the server says by itself is shown at once",
      fr: "ce que le serveur dit de lui-même s'affiche aussitôt",
    },
    rule: {
      en: "Each side may send and receive a line at any time.",
      fr: "Chaque interlocuteur peut transmettre et recevoir une ligne dès que possible.",
    },
    source: sheet("001 Q4"),
  },
  asks: {
    title: { en: "the name is asked for with one line", fr: "le nom est demandé par une ligne" },
    rule: {
      en: "The client sends the name of the file, then a line end.",
      fr: "Le client envoie le nom du fichier, puis une fin de ligne.",
    },
    source: FILES,
  },
  saves: {
    title: { en: "the file is saved, byte for byte", fr: "le fichier est enregistré, octet pour octet" },
    rule: {
      en:
        "The client creates a local file (in {temporary-folder} by default) and writes what it reads from the socket.",
      fr:
        "Le client crée un fichier local (dans {temporary-folder} par défaut) et y écrit les données lues à partir de la socket.",
    },
    source: FILES,
  },
  savesPieces: {
    title: {
      en: "a file that arrives in pieces is saved, byte for byte",
      fr: "un fichier qui arrive en morceaux est enregistré, octet pour octet",
    },
    rule: {
      en: "The head is two lines, the content is bytes; the network cuts where it likes.",
      fr: "L'en-tête tient en deux lignes, le contenu est fait d'octets ; le réseau coupe où il veut.",
    },
    source: FILES,
  },
  cut: {
    title: {
      en: "a file whose end never came is not kept as if it were whole",
      fr: "un fichier dont la fin n'est jamais venue n'est pas gardé comme s'il était entier",
    },
    rule: {
      en: "The size says how many bytes the file has; fewer are not the file.",
      fr: "La taille dit combien d'octets a le fichier ; moins d'octets ne sont pas le fichier.",
    },
    source: FILES,
  },
  refused: {
    title: {
      en: "after KO the reason is shown and no file is made",
      fr: "après KO, la raison est affichée et aucun fichier n'est créé",
    },
    rule: {
      en: "KO, then a description of the problem.",
      fr: "La ligne KO, suivie d'une description du problème rencontré.",
    },
    source: FILES,
  },
} satisfies Record<string, RuleText>;

/** What is said of a client whose output comes late where it is no terminal. */
export const SHOWN_AT_END: Text = {
  en:
    "what it shows came out only when it ended, since its output was no terminal here: on a terminal it may well be shown at once; flush to be sure",
  fr:
    "ce qu'il affiche n'est sorti qu'à la fin, car sa sortie n'était pas un terminal ici : sur un terminal cela s'affiche sans doute aussitôt ; un flush l'assure",
};

/** What is said of a client whose output comes late even at a terminal. */
export const SHOWN_LATE: Text = {
  en: "what it shows appeared only when it ended, at a terminal too: end it with a line end, or flush",
  fr:
    "ce qu'il affiche n'est apparu qu'à la fin, même dans un terminal : terminez par une fin de ligne, ou faites un flush",
};

/** Why a rule is skipped. */
export const NEEDS_RUN: Text = {
  en: "only seen when the client is started with --run",
  fr: "ne se voit que si le client est lancé avec --run",
};

/** The causes that are recognised by a sign. */
export const CLIENT_CAUSES = {
  died: {
    en: "your client ended with an error, which it tells above",
    fr: "votre client s'est terminé sur une erreur, qu'il indique ci-dessus",
  },
  killed: withEnd((end) => ({
    en: `your client was ended by the system: ${end.en}`,
    fr: `votre client a été terminé par le système : ${end.fr}`,
  })),
  noLineEnd: hinted({
    en:
      "your client sends what was typed without a line end, so its server cannot know that the line is complete",
    fr:
      "votre client envoie ce qui a été tapé sans fin de ligne : son serveur ne peut pas savoir que la ligne est complète",
  }, "typed_line"),
  pythonBytes: {
    en: "your client sends str(bytes), which is b'…' with its quotes: use .encode() on the text",
    fr:
      "votre client envoie str(bytes), c'est-à-dire b'…' avec ses apostrophes : utilisez .encode() sur le texte",
  },
  zeroByte: {
    en:
      "your client sends zero bytes along, as one that ends a string in C: send strlen(line) bytes, neither one more nor the whole buffer",
    fr:
      "votre client envoie aussi des octets nuls, comme celui qui termine une chaîne en C : envoyez strlen(ligne) octets, ni un de plus ni tout le tampon",
  },
  emptyLine: hinted({
    en: "an empty line comes along with what was typed: it still had its line end when another one was added",
    fr:
      "une ligne vide accompagne ce qui a été tapé : la ligne avait encore sa fin de ligne quand une autre a été ajoutée",
  }, "strip"),
  encoding: {
    en: "your client sends the text in another encoding than UTF-8",
    fr: "votre client envoie le texte dans un autre codage que l'UTF-8",
  },
  around: {
    en: "your client sends what was typed, and something around it",
    fr: "votre client envoie ce qui a été tapé, avec autre chose autour",
  },
  waitsForEnd: hinted({
    en:
      "your client went on only once its server had ended the stream: it takes everything up to the end of the stream for one answer",
    fr:
      "votre client n'a continué que quand le serveur a terminé le flux : il prend tout, jusqu'à la fin du flux, pour une seule réponse",
  }, "line"),
  takesTurns: {
    en:
      "your client sent the next line only after something had come: it waits for an answer after each line, where anybody may speak at any time; read the keyboard and the socket at once",
    fr:
      "votre client n'a envoyé la ligne suivante qu'après avoir reçu quelque chose : il attend une réponse après chaque ligne, alors que chacun peut parler à tout moment ; lisez le clavier et la socket en même temps",
  },
  doesNotWait: {
    en: "your client sends the next request before the answer to the last one has come",
    fr: "votre client envoie la requête suivante avant d'avoir reçu la réponse à la précédente",
  },
  notShown: {
    en: "the answer does not appear on standard output, although your client went on after it: print it",
    fr:
      "la réponse n'apparaît pas sur la sortie standard, alors que votre client a continué ensuite : affichez-la",
  },
  /** The next request came although only a part of the answer had. */
  tookPiece: hinted({
    en: "your client takes one recv for one answer (it went on after a part of it)",
    fr: "votre client prend un recv pour une réponse (il a continué après une partie)",
  }, "line"),
  /** The same answer is read rightly when it comes in one piece. */
  oneRecv: hinted({
    en:
      "your client takes one recv for one answer (the same answer is shown whole when it comes in one piece)",
    fr:
      "votre client prend un recv pour une réponse (la même réponse s'affiche entière quand elle arrive d'un seul tenant)",
  }, "line"),
  decode: hinted({
    en: "your client decodes each segment on its own, and a character that is cut in two is lost",
    fr: "votre client décode chaque segment séparément, et un caractère coupé en deux est perdu",
  }, "decode"),
  mojibake: {
    en: "your client reads UTF-8 as another encoding (Latin-1?): read and write text as UTF-8",
    fr: "votre client lit l'UTF-8 dans un autre codage (Latin-1 ?) : lisez et écrivez le texte en UTF-8",
  },
  turnsAtKeyEnd: hinted({
    en: "your client does not notice the end of the keyboard, and turns in a loop that uses the processor",
    fr:
      "votre client ne remarque pas la fin de la saisie, et tourne dans une boucle qui occupe le processeur",
  }, "keyboard_end"),
  sendsAtKeyEnd: hinted({
    en: "your client takes the end of the keyboard for a line, and sends it",
    fr: "votre client prend la fin de la saisie pour une ligne, et l'envoie",
  }, "keyboard_end"),
  turnsAtEnd: hinted({
    en: "your client does not notice that the server has closed, and turns in a loop that uses the processor",
    fr:
      "votre client ne remarque pas que le serveur a fermé, et tourne dans une boucle qui occupe le processeur",
  }, "end"),
  afterTyping: {
    en:
      "what the server says appeared only when a further line had been typed: your client only listens after it has spoken; read the keyboard and the socket at once (two threads, or select)",
    fr:
      "ce que dit le serveur n'est apparu qu'une fois une autre ligne tapée : votre client n'écoute qu'après avoir parlé ; lisez le clavier et la socket en même temps (deux threads, un fork, ou select)",
  },
  afterKeyboard: {
    en:
      "what the server says appeared only at the end of the keyboard: your client only listens when everything was typed, or keeps what it shows in a buffer; read the keyboard and the socket at once (two threads, or select)",
    fr:
      "ce que dit le serveur n'est apparu qu'à la fin de la saisie : votre client n'écoute que quand tout a été tapé, ou garde ce qu'il affiche dans un tampon ; lisez le clavier et la socket en même temps (deux threads, un fork, ou select)",
  },
  headSaved: {
    en:
      "the lines in front of the content were saved, too: read OK and the size as lines, and save what follows",
    fr:
      "les lignes qui précèdent le contenu ont été enregistrées aussi : lisez OK et la taille comme des lignes, et enregistrez ce qui suit",
  },
  beginningLost: {
    en:
      "the beginning of the file is missing: what came behind the size in the same segment belongs to the file, and your client has dropped it",
    fr:
      "il manque le début du fichier : ce qui suit la taille dans le même segment appartient au fichier, et votre client l'a perdu",
  },
  onePiece: hinted({
    en:
      "only the first piece of the file was saved (the same file is saved whole when it comes in one piece): a recv returns what is there; go on until as many bytes have come as the size says",
    fr:
      "seul le premier morceau du fichier a été enregistré (le même fichier est enregistré entier quand il arrive d'un seul tenant) : un recv rend ce qui est là ; continuez jusqu'à avoir reçu autant d'octets que le dit la taille",
  }, "exact_read"),
  asText: hinted({
    en:
      "the file went through text on its way to the disk: line ends were changed, or bytes that are no text",
    fr:
      "le fichier est passé par du texte avant d'être écrit : des fins de ligne ont changé, ou des octets qui ne sont pas du texte",
  }, "binary_save"),
  nothingInPieces: hinted({
    en:
      "no file was saved when it came in pieces, and the same file is when it comes in one: a recv returns what is there; go on until the lines in front are whole, then until as many bytes have come as the size says",
    fr:
      "aucun fichier n'a été enregistré quand il arrivait en morceaux, et le même l'est d'un seul tenant : un recv rend ce qui est là ; continuez jusqu'à avoir les lignes de tête entières, puis autant d'octets que le dit la taille",
  }, "exact_read"),
  keepsShort: {
    en:
      "the connection ended before as many bytes had come as the size says, and your client keeps what came as if it were the file, and says nothing: compare the two, say that the rest is missing, and remove what is only a part",
    fr:
      "la connexion s'est terminée avant que soient arrivés autant d'octets que le dit la taille, et votre client garde ce qui est arrivé comme si c'était le fichier, sans rien dire : comparez les deux, dites que le reste manque, et effacez ce qui n'est qu'une partie",
  },
  refusedFile: {
    en: "after KO there is nothing to save",
    fr: "après KO, il n'y a rien à enregistrer",
  },
  reasonHidden: {
    en: "the reason that follows KO should be shown to the user",
    fr: "la raison qui suit KO devrait être montrée à l'utilisateur",
  },
};

/** What is left of a file is not taken for the whole, and lies there. */
export const KEPT_AND_SAID: Text = {
  en: "the part of the file that came before the server was gone is kept under its name",
  fr: "la partie du fichier arrivée avant le départ du serveur est gardée sous son nom",
};

/** What was seen of a client where nothing tells why. */
export const CLIENT_SEEN = {
  never: {
    en:
      "the client has not connected: does it take the port from its command line ({port} in --run), and does it connect to localhost?",
    fr:
      "le client ne s'est pas connecté : lit-il le port sur sa ligne de commande ({port} dans --run), et se connecte-t-il à localhost ?",
  },
  ended: (end: Text): Text => ({
    en: `your client has ended (${end.en}), and it does not say why`,
    fr: `votre client s'est terminé (${end.fr}) sans dire pourquoi`,
  }),
  otherText: {
    en: "your client sends something else than what was typed",
    fr: "votre client envoie autre chose que ce qui a été tapé",
  },
  nothing: {
    en: "a line was typed, and your client did not send it; from outside nothing tells why",
    fr: "une ligne a été tapée, et votre client ne l'a pas envoyée ; rien ne dit pourquoi, vu de l'extérieur",
  },
  hungUp: {
    en: "your client ended the connection instead; from outside nothing tells why",
    fr: "votre client a mis fin à la connexion ; rien ne dit pourquoi, vu de l'extérieur",
  },
  notShown: {
    en:
      "the answer was sent whole, and it does not appear on standard output; from outside nothing tells why",
    fr:
      "la réponse a été envoyée entière, et elle n'apparaît pas sur la sortie standard ; rien ne dit pourquoi, vu de l'extérieur",
  },
  pieces: {
    en: "the answer came in pieces, and your client did not go on; from outside nothing tells why",
    fr:
      "la réponse est arrivée en morceaux, et votre client n'a pas continué ; rien ne dit pourquoi, vu de l'extérieur",
  },
  keyEnd: hinted({
    en:
      "at the end of the keyboard your client neither ended nor closed its connection; from outside nothing tells why",
    fr:
      "à la fin de la saisie, votre client ne s'est pas terminé et n'a pas fermé sa connexion ; rien ne dit pourquoi, vu de l'extérieur",
  }, "keyboard_end"),
  gone: hinted({
    en: "your client goes on when the server has closed (it may wait for its keyboard)",
    fr: "votre client continue quand le serveur a fermé (peut-être attend-il son clavier)",
  }, "end"),
  pushed: {
    en:
      "what the server says by itself does not appear, neither at once nor at the end of the keyboard; from outside nothing tells why",
    fr:
      "ce que le serveur dit de lui-même n'apparaît pas, ni aussitôt ni à la fin de la saisie ; rien ne dit pourquoi, vu de l'extérieur",
  },
  notSaved: {
    en:
      "there is no such file after the download, neither in {temporary-folder} nor in the folder the client ran in",
    fr:
      "ce fichier n'existe pas après le téléchargement, ni dans {temporary-folder} ni dans le répertoire où le client a été lancé",
  },
  restMissing: hinted({
    en:
      "only the beginning of the file was saved: is everything received that the size announces, and is the file closed?",
    fr:
      "seul le début du fichier a été enregistré : tout ce que la taille annonce est-il reçu, et le fichier est-il fermé ?",
  }, "exact_read"),
  mangled: {
    en: "the saved file differs from what was sent; from outside nothing tells why",
    fr: "le fichier enregistré diffère de ce qui a été envoyé ; rien ne dit pourquoi, vu de l'extérieur",
  },
};
