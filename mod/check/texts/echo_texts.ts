import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { protohackers, sheet } from "./source.ts";

const LINES: Text = {
  en: "A request is a line of text ended by a line end; the answer is the same line in upper case.",
  fr:
    "Une requête est une ligne de texte terminée par une fin de ligne ; la réponse est la même ligne en majuscules.",
};
const MIRROR: Text = {
  en: "The server receives a message and sends it back at once, unchanged.",
  fr: "Le serveur reçoit un message et le renvoie immédiatement, tel quel.",
};

/** The texts about the rules of echo alone. */
export const ECHO_TEXTS = {
  welcome: {
    title: { en: "the server speaks first", fr: "le serveur parle le premier" },
    rule: {
      en:
        "Once the connection is there the server sends a welcome; the client waits for it before its first request.",
      fr:
        "Une fois la connexion établie, le serveur envoie un message de bienvenue ; le client l'attend avant sa première requête.",
    },
    source: sheet("000 §4"),
  },
  upper: {
    title: { en: "a line comes back in upper case", fr: "une ligne revient en majuscules" },
    rule: LINES,
    source: sheet("000 §2"),
  },
  mirror: {
    title: { en: "a message comes back as it was", fr: "un message revient tel quel" },
    rule: MIRROR,
    source: sheet("004 §2.2"),
  },
  accents: {
    title: { en: "accents and emoji come back right", fr: "les accents et les emojis reviennent intacts" },
    rule: {
      en: "Text is UTF-8; try accents and emoji.",
      fr: "Le texte est en UTF-8 ; essayez des accents, des emojis.",
    },
    source: sheet("004 §2.2"),
  },
  empty: {
    title: { en: "an empty line is a line", fr: "une ligne vide est une ligne" },
    rule: LINES,
    source: sheet("000 §2"),
  },
  blanks: {
    title: {
      en: "blanks at the beginning and at the end come back, too",
      fr: "les espaces du début et de la fin reviennent aussi",
    },
    rule: {
      en: "The answer is exactly the same line in upper case.",
      fr: "Le serveur répond en renvoyant exactement la même ligne de texte en majuscules.",
    },
    source: sheet("000 §2"),
  },
  end: {
    title: {
      en: "the word that ends the session ends it, and the next client is served",
      fr: "le mot de fin termine la session, et le client suivant est servi",
    },
    rule: {
      en:
        "The exchange goes on until the message that ends it is sent; the server closes and takes the next client.",
      fr:
        "L'échange continue jusqu'à l'envoi du message de fin ; le serveur ferme alors la connexion et passe au client suivant.",
    },
    source: sheet("004 §2.2–2.3"),
  },
  reply: {
    title: { en: "a message gets its reply", fr: "un message reçoit sa réponse" },
    rule: {
      en: "The client says « Bonjour serveur ! », the server « Bonjour client ! ».",
      fr: "Le client dit « Bonjour serveur ! », le serveur « Bonjour client ! ».",
    },
    source: sheet("004 §2.1"),
  },
  replyEnd: {
    title: {
      en: "one exchange, then the connection is closed",
      fr: "un seul échange, puis la connexion est fermée",
    },
    rule: {
      en: "A single exchange, then the connection is closed.",
      fr: "Un seul échange, puis fermeture de la connexion.",
    },
    source: sheet("004 §2.1"),
  },
  binary: {
    title: { en: "any bytes come back unmodified", fr: "tous les octets reviennent inchangés" },
    rule: {
      en: "Send back every byte unmodified; binary data, too.",
      fr: "Chaque octet est renvoyé tel quel, même si ce n'est pas du texte.",
    },
    source: protohackers(0),
  },
  unread: {
    title: {
      en: "a client that reads slowly gets its answers whole",
      fr: "un client qui lit lentement reçoit ses réponses entières",
    },
    rule: {
      en: "Each line is answered; TCP makes a fast sender wait, it loses nothing.",
      fr: "Chaque ligne reçoit sa réponse ; TCP fait attendre un émetteur rapide et ne perd rien.",
    },
    source: sheet("000 §2"),
  },
} satisfies Record<string, RuleText>;

/** The input for the mirror of Protohackers. */
export const MIRRORED = {
  line: { en: "a line", fr: "une ligne" },
  all: { en: "all 256 byte values", fr: "les 256 valeurs d'un octet" },
  some: { en: "5000 random bytes", fr: "5000 octets au hasard" },
  many: { en: "200 000 random bytes", fr: "200 000 octets au hasard" },
} satisfies Record<string, Text>;

/** The usual causes. */
export const ECHO_CAUSES = {
  unchanged: hinted({
    en:
      "the line comes back, but not in upper case (for the mirror of sheet 004 check with --transform none)",
    fr:
      "la ligne revient, mais pas en majuscules (pour l'écho de la feuille 004, vérifiez avec --transform none)",
  }, "upper"),
  notMirrored: {
    en:
      "the message comes back in upper case, where it should come back as it was (without --transform none upper case is checked)",
    fr:
      "le message revient en majuscules alors qu'il devrait revenir tel quel (sans --transform none, ce sont les majuscules qui sont vérifiées)",
  },
  asciiUpper: hinted({
    en: "your server turns bytes to upper case, which knows no letters but a to z",
    fr: "votre serveur met des octets en majuscules, ce qui ne touche que les lettres de a à z",
  }, "upper"),
  speaksFirst: {
    en:
      "your server says something before it is asked, which stands where the answer should: check with --welcome TEXT",
    fr:
      "votre serveur dit quelque chose avant toute question, et cela vient à la place de la réponse : vérifiez avec --welcome TEXTE",
  },
  addsSomething: {
    en:
      "the answer has the line in it, and something else around it: a prompt, a prefix, or how a value is printed",
    fr:
      "la réponse contient la ligne, et autre chose autour : une invite, un préfixe, ou le format d'affichage",
  },
  emptyIsEnd: {
    en:
      "your server takes an empty line for the end of the stream, and closes: the end is what is read when nothing comes, not a line without text",
    fr:
      "votre serveur prend une ligne vide pour la fin du flux, et ferme : la fin est une lecture qui ne rend rien, pas une ligne sans texte",
  },
  emptyIgnored: {
    en: "your server skips an empty line: it is a request like any other, and its answer is an empty line",
    fr:
      "votre serveur saute une ligne vide : c'est une requête comme une autre, et sa réponse est une ligne vide",
  },
  onlyAscii: {
    en:
      'your server drops the characters that are not ASCII: decode and encode as UTF-8, without errors="ignore"',
    fr:
      'votre serveur perd les caractères qui ne sont pas ASCII : décodez et encodez en UTF-8, sans errors="ignore"',
  },
  blanks: hinted({
    en: "your server takes the blanks away, too, not the line end alone",
    fr: "votre serveur retire aussi les espaces, pas seulement la fin de ligne",
  }, "strip"),
  endIgnored: {
    en: "your server does not end the session at the word: compare the message without its line end",
    fr: "votre serveur ne termine pas la session au mot de fin : comparez le message sans sa fin de ligne",
  },
  endEchoed: {
    en:
      "your server sends the word that ends the session back before it closes: test for it before you answer",
    fr: "votre serveur renvoie le mot de fin avant de fermer : testez-le avant de répondre",
  },
  noWelcome: {
    en: "the server has to speak first, before its first recv",
    fr: "le serveur doit parler le premier, avant son premier recv",
  },
  replyMissing: {
    en: "the reply is not what was asked for with --reply",
    fr: "la réponse n'est pas celle qui est demandée par --reply",
  },
  closesBefore: hinted({
    en: "your server closes before it has sent back everything that came",
    fr: "votre serveur ferme avant d'avoir renvoyé tout ce qui est arrivé",
  }, "send_all"),
  notBinary: {
    en:
      "your server decodes the bytes to text and back, which loses what is no text: send the bytes that recv returned",
    fr:
      "votre serveur décode les octets en texte puis les réencode, ce qui perd tout ce qui n'est pas du texte : renvoyez les octets que recv a rendus",
  },
};
