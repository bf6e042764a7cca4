import type { CauseText } from "../causes/cause_text.ts";
import { type Expectation, quoted } from "../causes/expectation.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { protohackers } from "./source.ts";

const SOURCE = protohackers(5);
const ADDRESS = {
  en:
    "A Boguscoin address begins with 7, has 26 to 35 letters and digits, and stands between blanks or the ends of its line.",
  fr:
    "Une adresse Boguscoin commence par 7, a de 26 à 35 lettres et chiffres, et se trouve entre des espaces ou les bouts de sa ligne.",
};
const LINE = {
  en: "A message is a line: it is complete when its line end has come.",
  fr: "Un message est une ligne : il est complet quand sa fin de ligne est arrivée.",
};

/** The rules of Protohackers' Mob in the Middle. */
export const MOB_TEXTS = {
  passes: {
    title: {
      en: "a client's lines reach the chat server, and its lines the client",
      fr: "les lignes d'un client parviennent au serveur de discussion, et les siennes au client",
    },
    rule: {
      en: "For each client the proxy connects to the chat server, and passes lines on in both directions.",
      fr:
        "Pour chaque client, le mandataire se connecte au serveur de discussion et transmet les lignes dans les deux sens.",
    },
    source: SOURCE,
  },
  upstream: {
    title: {
      en: "an address in what a client says becomes Tony's",
      fr: "une adresse dans ce que dit un client devient celle de Tony",
    },
    rule: ADDRESS,
    source: SOURCE,
  },
  downstream: {
    title: {
      en: "an address in what a client hears becomes Tony's",
      fr: "une adresse dans ce qu'entend un client devient celle de Tony",
    },
    rule: ADDRESS,
    source: SOURCE,
  },
  places: {
    title: {
      en: "addresses anywhere in a line, several, and neighbours",
      fr: "des adresses n'importe où dans une ligne, plusieurs, et voisines",
    },
    rule: ADDRESS,
    source: SOURCE,
  },
  others: {
    title: {
      en: "what only looks like an address stays",
      fr: "ce qui ressemble seulement à une adresse reste",
    },
    rule: ADDRESS,
    source: SOURCE,
  },
  pieces: {
    title: {
      en: "lines may be cut anywhere, and several may come in one segment",
      fr: "les lignes peuvent être coupées n'importe où, et arriver à plusieurs dans un segment",
    },
    rule: LINE,
    source: SOURCE,
  },
  partial: {
    title: {
      en: "half a line is not sent on when the client leaves",
      fr: "une moitié de ligne n'est pas transmise quand le client part",
    },
    rule: LINE,
    source: SOURCE,
  },
  partialBack: {
    title: {
      en: "half a line is not sent on when the chat server leaves",
      fr: "une moitié de ligne n'est pas transmise quand le serveur de discussion part",
    },
    rule: LINE,
    source: SOURCE,
  },
  ends: {
    title: { en: "when one side leaves, so does the other", fr: "quand un côté part, l'autre aussi" },
    rule: {
      en:
        "When a client or the chat server closes its connection, the proxy closes the other one of the two.",
      fr: "Quand un client ou le serveur de discussion ferme sa connexion, le mandataire ferme l'autre.",
    },
    source: SOURCE,
  },
  many: {
    title: { en: "1000 lines at once in both directions", fr: "1000 lignes à la fois dans les deux sens" },
    rule: LINE,
    source: SOURCE,
  },
} satisfies Record<string, RuleText>;

/** What is expected. */
export const MOB_EXPECTED = {
  line: (text: string, whose: "client" | "server"): Expectation => {
    const { en, fr } = quoted(text, "\n");
    return { en: `${en} ${AT[whose].en}`, fr: `${fr} ${AT[whose].fr}`, exact: text };
  },
  end: (whose: "client" | "server"): Expectation => ({
    en: `the end of the connection ${AT[whose].en}`,
    fr: `la fin de la connexion ${AT[whose].fr}`,
  }),
  onlyEnd: (whose: "client" | "server"): Expectation => ({
    en: `the end of the connection ${AT[whose].en}, and nothing before it`,
    fr: `la fin de la connexion ${AT[whose].fr}, et rien avant`,
  }),
};

const AT = {
  client: { en: "at the client", fr: "chez le client" },
  server: { en: "at the chat server", fr: "au serveur de discussion" },
};

/** The mistakes, each of which is told by the very line that came. */
export const MOB_CAUSES = {
  unchanged: {
    en: "an address went through as it was",
    fr: "une adresse est passée telle quelle",
  },
  noLineEnd: {
    en: 'a line came out without its line end, so that it is not over: send "\\n" with it',
    fr: 'une ligne est sortie sans sa fin de ligne, et n\'est donc pas finie : envoyez "\\n" avec elle',
  },
  doubleLineEnd: hinted({
    en: "an empty line comes along with each line: it still had its line end when another one was added",
    fr:
      "une ligne vide accompagne chaque ligne : elle avait encore sa fin de ligne quand une autre a été ajoutée",
  }, "strip"),
  eatsBlank: {
    en:
      "of two neighbours only the first was changed: the pattern takes the blank between them, which the second then lacks; look at it without taking it (lookahead), or split the line at its blanks",
    fr:
      "de deux voisines, seule la première a été changée : le motif prend l'espace entre les deux, qui manque alors à la seconde ; regardez-le sans le prendre (lookahead), ou découpez la ligne à ses espaces",
  },
  onlyFirst: {
    en: "only the first address of a line was changed: change all (a flag such as g, or replaceAll)",
    fr: "seule la première adresse d'une ligne a été changée : changez-les toutes (option g, ou replaceAll)",
  },
  wordBoundary: {
    en:
      "an address in front of a hyphen, comma or bracket was changed: \\b is a border there, too; only blanks and the ends of a line are",
    fr:
      "une adresse devant un tiret, une virgule ou une parenthèse a été changée : \\b y voit aussi une limite ; seuls les espaces et les bouts de ligne en sont",
  },
  insideWords: {
    en: "a part of a longer word was changed: an address stands between blanks or the ends of its line",
    fr:
      "une partie d'un mot plus long a été changée : une adresse est entre des espaces ou les bouts de sa ligne",
  },
  tooLong: {
    en: "a word of more than 35 characters was changed",
    fr: "un mot de plus de 35 caractères a été changé",
  },
  tooShort: {
    en: "a word of less than 26 characters was changed",
    fr: "un mot de moins de 26 caractères a été changé",
  },
  anyCharacters: {
    en: "a word with other characters than letters and digits was changed",
    fr: "un mot avec d'autres caractères que lettres et chiffres a été changé",
  },
  anyBeginning: {
    en: "a word that does not begin with 7 was changed",
    fr: "un mot qui ne commence pas par 7 a été changé",
  },
  notAtStart: {
    en: "an address at the beginning of a line was left",
    fr: "une adresse en début de ligne est restée",
  },
  notAtEnd: {
    en: "an address at the end of a line was left (the line end still hangs on the last word?)",
    fr: "une adresse en fin de ligne est restée (la fin de ligne tient-elle encore au dernier mot ?)",
  },
  blanks: {
    en:
      'blanks were lost: a line that is split at its blanks and joined again keeps only those that split(" ") sees',
    fr:
      'des espaces se sont perdus : une ligne découpée à ses espaces puis recollée ne garde que ceux que voit split(" ")',
  },
  carriageReturn: {
    en: 'a carriage return was added: lines end with "\\n" alone',
    fr: 'un retour chariot a été ajouté : les lignes se terminent par "\\n" seul',
  },
  oneRecv: hinted({
    en:
      "your proxy takes one recv for one line (the same lines are passed on rightly when each comes in one piece)",
    fr:
      "votre mandataire prend un recv pour une ligne (les mêmes lignes sont bien transmises quand chacune arrive d'un seul tenant)",
  }, "line"),
  partial: {
    en:
      "what followed the last line end was sent on when its sender left: only what has a line end is a message",
    fr:
      "ce qui suivait la dernière fin de ligne a été transmis au départ de son auteur : seul ce qui a une fin de ligne est un message",
  },
  keepsOpen: {
    en: "one side has left, and the connection to the other stays open: close it, too",
    fr: "un côté est parti, et la connexion avec l'autre reste ouverte : fermez-la aussi",
  },
  noConnection: {
    en:
      "a client is there, and no connection comes to the chat server ({upstream-host} and {upstream-port} in the command stand for its address)",
    fr:
      "un client est là, et aucune connexion n'arrive au serveur de discussion ({upstream-host} et {upstream-port} dans la commande tiennent lieu de son adresse)",
  },
  nothing: {
    en: "the line was sent whole, and nothing came out at the other side; from outside nothing tells why",
    fr:
      "la ligne a été envoyée entière, et rien n'est sorti de l'autre côté ; rien ne dit pourquoi, vu de l'extérieur",
  },
} satisfies Record<string, CauseText>;
