import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
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
    title: { en: "the end of the keyboard ends the client", fr: "la fin du clavier termine le client" },
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

/** The usual causes. */
export const CLIENT_CAUSES = {
  never: {
    en:
      "the client has not connected: does it take the port from its command line ({port} in --run), and does it connect to localhost?",
    fr:
      "le client ne s'est pas connecté : lit-il le port sur sa ligne de commande ({port} dans --run), et se connecte-t-il à localhost ?",
  },
  noLineEnd: {
    en: 'your client sends what input() returns, which has no line end: add "\\n"',
    fr: 'votre client envoie ce que renvoie input(), qui n\'a pas de fin de ligne : ajoutez "\\n"',
  },
  otherText: {
    en: "your client sends something else than what was typed",
    fr: "votre client envoie autre chose que ce qui a été tapé",
  },
  doesNotWait: {
    en: "your client sends the next request before the answer to the last one has come",
    fr: "votre client envoie la requête suivante avant d'avoir reçu la réponse à la précédente",
  },
  notShown: {
    en: "the answer does not appear on standard output: print it (and flush, if there is no line end)",
    fr:
      "la réponse n'apparaît pas sur la sortie standard : affichez-la avec print (et flush=True s'il n'y a pas de fin de ligne)",
  },
  oneRecv: {
    en:
      'your client takes one recv for one answer: go on reading until "\\n" has come (or read with makefile().readline())',
    fr:
      'votre client prend un recv pour une réponse : continuez à lire jusqu\'à "\\n" (ou lisez avec makefile().readline())',
  },
  decode: {
    en: "your client decodes each segment on its own: collect the bytes up to the line end, then decode",
    fr:
      "votre client décode chaque segment séparément : accumulez les octets jusqu'à la fin de ligne, puis décodez",
  },
  ctrlD: {
    en:
      "at the end of the keyboard input() raises EOFError, and sys.stdin ends: leave the loop and close the socket",
    fr:
      "à la fin du clavier, input() lève EOFError et sys.stdin se termine : sortez de la boucle et fermez la socket",
  },
  gone: hinted({
    en: "your client goes on when the server has closed",
    fr: "votre client continue quand le serveur a fermé",
  }, "end"),
  pushed: {
    en:
      "your client only listens after it has spoken: read the keyboard and the socket at once (two threads, or select)",
    fr:
      "votre client n'écoute qu'après avoir parlé : lisez le clavier et la socket en même temps (deux threads, un fork, ou select)",
  },
  notSaved: {
    en:
      "there is no such file after the download, neither in {temporary-folder} nor in the folder the client ran in",
    fr:
      "ce fichier n'existe pas après le téléchargement, ni dans {temporary-folder} ni dans le répertoire où le client a été lancé",
  },
  mangled: {
    en:
      'the saved file differs from what was sent: write to a file opened with "wb", and write the bytes that recv returned; what comes behind the size in the same segment belongs to the file',
    fr:
      'le fichier enregistré diffère de ce qui a été envoyé : écrivez dans un fichier ouvert avec "wb" les octets que recv a rendus ; ce qui suit la taille dans le même segment appartient au fichier',
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
