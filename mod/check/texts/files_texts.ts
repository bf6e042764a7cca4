import type { CauseText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { sheet } from "./source.ts";

const SOURCE = sheet("000 §3");
const OK: Text = {
  en:
    "The line OK, the line with the size in bytes, then the content as raw bytes; then the connection is closed.",
  fr:
    "La ligne OK, la ligne qui donne la taille en octets, puis le contenu en octets bruts ; puis la connexion est fermée.",
};
const KO: Text = {
  en: "The line KO, then a line that describes the problem.",
  fr: "La ligne KO, puis une ligne qui décrit le problème rencontré.",
};
const BELOW: Text = {
  en: "Only the files of the served folder are available.",
  fr: "Seuls les fichiers du répertoire servi sont disponibles.",
};

/** The texts about the rules of files. */
export const FILES_TEXTS = {
  text: {
    title: {
      en: "a file comes with OK, its size and its bytes",
      fr: "un fichier arrive avec OK, sa taille et ses octets",
    },
    rule: OK,
    source: SOURCE,
  },
  accents: {
    title: {
      en: "the size of a text with accents is in bytes",
      fr: "la taille d'un texte accentué est en octets",
    },
    rule: OK,
    source: SOURCE,
  },
  binary: {
    title: { en: "any bytes arrive unchanged", fr: "tous les octets arrivent inchangés" },
    rule: {
      en: "A file may hold data of any kind: its content is sent as raw bytes.",
      fr:
        "Un fichier peut contenir des données de type arbitraire : son contenu est transmis sous forme d'octets bruts.",
    },
    source: SOURCE,
  },
  empty: {
    title: { en: "an empty file is a file", fr: "un fichier vide est un fichier" },
    rule: OK,
    source: SOURCE,
  },
  large: {
    title: { en: "a large file arrives whole", fr: "un gros fichier arrive entier" },
    rule: {
      en: "A file may be of any size; it may be necessary to send it in pieces.",
      fr:
        "La taille d'un fichier peut être arbitrairement grande ; il peut être nécessaire de le transmettre par morceaux.",
    },
    source: SOURCE,
  },
  name: {
    title: {
      en: "a name with spaces and accents is found",
      fr: "un nom avec des espaces et des accents est trouvé",
    },
    rule: {
      en: "The name is a line of text; text is UTF-8.",
      fr: "Le nom est une ligne de texte ; le texte est en UTF-8.",
    },
    source: SOURCE,
  },
  unknown: {
    title: { en: "an unknown name gets KO and a reason", fr: "un nom inconnu reçoit KO et une raison" },
    rule: KO,
    source: SOURCE,
  },
  reasonOnce: {
    title: {
      en: "after KO there is one line of reason, then the end",
      fr: "après KO vient une seule ligne de raison, puis la fin",
    },
    rule: KO,
    source: SOURCE,
  },
  traversal: {
    title: {
      en: "files outside the folder are not given away",
      fr: "les fichiers hors du répertoire ne sont pas livrés",
    },
    rule: BELOW,
    source: SOURCE,
  },
  folder: {
    title: { en: "a folder is no file", fr: "un répertoire n'est pas un fichier" },
    rule: BELOW,
    source: SOURCE,
  },
  noName: {
    title: { en: "an empty name gets KO", fr: "un nom vide reçoit KO" },
    rule: KO,
    source: SOURCE,
  },
  longName: {
    title: { en: "a name of 5000 letters gets KO", fr: "un nom de 5000 lettres reçoit KO" },
    rule: KO,
    source: SOURCE,
  },
  bytewise: {
    title: {
      en: "a name that arrives byte by byte is one name",
      fr: "un nom qui arrive octet par octet est un seul nom",
    },
    rule: {
      en: "The name ends with its line end, however many segments it came in.",
      fr: "Le nom s'arrête à sa fin de ligne, quel que soit le nombre de segments qui l'ont apporté.",
    },
    source: SOURCE,
  },
  split: {
    title: {
      en: "a name with a split character is one name",
      fr: "un nom dont un caractère est coupé reste un seul nom",
    },
    rule: {
      en: "Text is UTF-8; a character may be cut anywhere by the network.",
      fr: "Le texte est en UTF-8 ; le réseau peut couper un caractère n'importe où.",
    },
    source: SOURCE,
  },
  slow: {
    title: { en: "a slow client is waited for", fr: "un client lent est attendu" },
    rule: { en: "The name ends with its line end.", fr: "Le nom s'arrête à sa fin de ligne." },
    source: SOURCE,
  },
  halfClose: {
    title: {
      en: "a client that half-closes after the name gets its file",
      fr: "un client qui ferme son sens d'émission après le nom reçoit son fichier",
    },
    rule: {
      en: "The two directions of a connection end separately (nc -N).",
      fr: "Les deux sens d'une connexion se ferment séparément (nc -N).",
    },
    source: SOURCE,
  },
  lineEnd: {
    title: {
      en: "the lines of the head end with a line feed alone",
      fr: "les lignes de l'en-tête se terminent par un saut de ligne seul",
    },
    rule: OK,
    source: SOURCE,
  },
  crlf: {
    title: {
      en: "a name that ends with carriage return and line feed is understood",
      fr: "un nom terminé par un retour chariot et un saut de ligne est compris",
    },
    rule: {
      en: "`\\n` ends a line; `\\r\\n` is accepted, too.",
      fr: "`\\n` termine une ligne ; `\\r\\n` est accepté aussi.",
    },
    source: SOURCE,
  },
  next: {
    title: { en: "after a client the next one is served", fr: "après un client, le suivant est servi" },
    rule: {
      en: "Who wants several files connects several times.",
      fr: "Pour télécharger plusieurs fichiers, on se connecte plusieurs fois.",
    },
    source: SOURCE,
  },
  silent: {
    title: {
      en: "a client that leaves without a word harms nobody",
      fr: "un client qui part sans un mot ne gêne personne",
    },
    rule: { en: "A client may leave at any moment.", fr: "Un client peut partir à tout moment." },
    source: SOURCE,
  },
  reset: {
    title: {
      en: "a client that breaks off its download harms nobody",
      fr: "un client qui rompt son téléchargement ne gêne personne",
    },
    rule: {
      en: "A connection may break at any moment (RST).",
      fr: "Une connexion peut être rompue à tout moment (RST).",
    },
    source: SOURCE,
  },
  atOnce: {
    title: {
      en: "a client that says nothing holds up nobody else",
      fr: "un client qui ne dit rien ne bloque pas les autres",
    },
    rule: {
      en: "A concurrent file server serves several downloads at once.",
      fr: "Un serveur de fichiers concurrent gère plusieurs téléchargements en même temps.",
    },
    source: sheet("000 §4"),
  },
} satisfies Record<string, RuleText>;

/** Why a rule is skipped. */
export const NEEDS_FOLDER: Text = {
  en: "needs --dir DIR, the folder that the server serves",
  fr: "demande --dir DIR, le répertoire que sert le serveur",
};

/** The usual causes. */
export const FILES_CAUSES = {
  noSize: hinted({
    en: "the size is missing: after OK comes a line with the number of bytes",
    fr: "la taille manque : après OK vient une ligne qui donne le nombre d'octets",
  }, "file_size"),
  noOk: {
    en: "the answer has to begin with the line OK; without it the client cannot tell a file from a refusal",
    fr:
      "la réponse doit commencer par la ligne OK ; sans elle, le client ne peut pas distinguer un fichier d'un refus",
  },
  noLineEnd: {
    en: "OK and the size each end with a line end",
    fr: "OK et la taille se terminent chacun par une fin de ligne",
  },
  characters: hinted({
    en: "the size counts characters, not bytes, and UTF-8 has more bytes than characters",
    fr: "la taille compte des caractères, pas des octets, et l'UTF-8 a plus d'octets que de caractères",
  }, "binary_file"),
  textMode: hinted({
    en: "the file is read as text, which translates line ends and decodes",
    fr: "le fichier est lu comme du texte, ce qui décode et convertit les fins de ligne",
  }, "binary_file"),
  binaryDied: hinted({
    en: "your server reads the file as text, and ends with an error where it is none",
    fr: "votre serveur lit le fichier comme du texte, et s'arrête sur une erreur là où ce n'en est pas",
  }, "binary_file"),
  truncated: hinted({
    en:
      "part of the content is missing: a write may take only a part of what it is given, and a read bring only a part of a file",
    fr:
      "une partie du contenu manque : une écriture peut ne prendre qu'une partie de ce qu'on lui donne, et une lecture ne rendre qu'une partie du fichier",
  }, "send_all"),
  wrong: {
    en: "the content that arrives is not the file's",
    fr: "le contenu qui arrive n'est pas celui du fichier",
  },
  staysOpen: {
    en:
      "after the answer the connection has to be closed; a client that reads to the end would wait for ever",
    fr:
      "après la réponse, la connexion doit être fermée ; un client qui lit jusqu'à la fin attendrait pour toujours",
  },
  koMissing: {
    en: "a name without a file has to be answered with KO and a reason",
    fr: "à un nom sans fichier, il faut répondre KO et une raison",
  },
  hangs: {
    en:
      "an unknown name is not answered at all, so its client waits for ever: answer KO and close the connection",
    fr:
      "un nom inconnu ne reçoit aucune réponse, et son client attend pour toujours : répondez KO et fermez la connexion",
  },
  dies: {
    en: "an unknown name ends the connection without an answer: answer KO and a reason first",
    fr: "un nom inconnu met fin à la connexion sans réponse : répondez d'abord KO et une raison",
  },
  noReason: {
    en: "after KO comes a line that describes the problem",
    fr: "après KO vient une ligne qui décrit le problème",
  },
  manyReasons: {
    en: "the reason is one line: a traceback does not belong there",
    fr: "la raison tient en une ligne : une trace d'exception n'a rien à y faire",
  },
  wrongSize: hinted({
    en: "the size is not the number of bytes of the content that the file has",
    fr: "la taille n'est pas le nombre d'octets du contenu du fichier",
  }, "file_size"),
  okAlone: {
    en: "OK stands alone on its line, and the size on the next: each ends with a line end",
    fr: "OK est seul sur sa ligne, la taille sur la suivante : chacun se termine par une fin de ligne",
  },
  koInstead: {
    en: "the file is in the folder that your server was started in, and it was refused",
    fr: "le fichier est dans le répertoire où votre serveur a été lancé, et il a été refusé",
  },
  keepsLineEnd: {
    en:
      "the line end stays on the name: the same name without one is found; take the line end off before you open the file",
    fr:
      "la fin de ligne reste collée au nom : le même nom sans elle est trouvé ; retirez la fin de ligne avant d'ouvrir le fichier",
  },
  nameNotFound: {
    en: "a name with accents and a space is not found, though the file is there, and a plain name is",
    fr:
      "un nom avec des accents et une espace n'est pas trouvé, alors que le fichier existe et qu'un nom simple l'est",
  },
  koAlone: {
    en: "KO stands alone on its line, and the reason on the next",
    fr: "KO est seul sur sa ligne, la raison sur la suivante",
  },
  reasonNoLineEnd: {
    en: 'KO and the reason each end with a line end: add "\\n"',
    fr: 'KO et la raison se terminent chacun par une fin de ligne : ajoutez "\\n"',
  },
  waitsForMore: {
    en:
      "the answer came only at the end of the stream: the name ends with its line end, and is answered then",
    fr:
      "la réponse n'est venue qu'à la fin du flux : le nom s'arrête à sa fin de ligne, et reçoit alors sa réponse",
  },
  traversal: hinted({
    en: "your server gives away files outside its folder",
    fr: "votre serveur livre des fichiers hors de son répertoire",
  }, "inside_folder"),
  folder: {
    en: "the name of a folder is opened as if it were a file, which fails: answer KO",
    fr: "le nom d'un répertoire est ouvert comme un fichier, ce qui échoue : répondez KO",
  },
  oneRecv: hinted({
    en: "your server takes one recv for the whole name",
    fr: "votre serveur prend un seul recv pour le nom entier",
  }, "line"),
  decode: hinted({
    en: "your server decodes each segment of the name on its own",
    fr: "votre serveur décode séparément chaque segment du nom",
  }, "decode"),
  carriageReturn: {
    en: "your server takes the carriage return for part of the name",
    fr: "votre serveur prend le retour chariot pour une partie du nom",
  },
  halfClose: hinted({
    en: "your server closes at the end of the stream although a whole name has come",
    fr: "votre serveur ferme à la fin du flux alors qu'un nom entier est arrivé",
  }, "half_open"),
  resetKills: hinted({
    en: "a client that breaks off kills your server",
    fr: "un client qui rompt la connexion tue votre serveur",
  }, "break"),
  oneAtATime: {
    en:
      "serves one download at a time: the others wait (right for an iterative server; --concurrent demands more)",
    fr:
      "traite un téléchargement à la fois : les autres attendent (normal pour un serveur itératif ; --concurrent exige davantage)",
  },
} satisfies Record<string, CauseText>;
