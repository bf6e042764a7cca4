import type { Text } from "../../i18n/text.ts";
import type { Expectation } from "../causes/expectation.ts";
import type { RuleText } from "../rule.ts";

/** Where the protocol stands. */
export const RESP_SOURCE: Text = { en: "RESP, Redis' protocol", fr: "RESP, le protocole de Redis" };

const SOURCE = RESP_SOURCE;
const REQUEST: Text = {
  en:
    "A command is an array of bulk strings, *COUNT, then $LENGTH and the bytes of each word, every one with \\r\\n.",
  fr:
    "Une commande est un tableau de chaînes : *NOMBRE, puis $LONGUEUR et les octets de chaque mot, chacun suivi de \\r\\n.",
};
const SAFE: Text = {
  en: "Keys and values are any bytes: the length in front says where one ends, and not what is in it.",
  fr:
    "Clés et valeurs sont des octets quelconques : la fin est dite par la longueur qui précède, et non par ce qu'il y a dedans.",
};
const REFUSAL: Text = {
  en: "What cannot be done is answered with an error, -ERR and a reason; the connection lives on.",
  fr: "Ce qui est impossible reçoit une erreur, -ERR et une raison ; la connexion continue.",
};
const TIME: Text = {
  en: "PX is a time in milliseconds, EX one in seconds; when it is over the key is not there.",
  fr: "PX est une durée en millisecondes, EX en secondes ; une fois écoulée, la clé n'existe plus.",
};
const EXPIRING: Text = {
  en:
    "EXPIRE answers :1, or :0 where there is no such key; TTL tells the seconds left, -1 without an end, -2 without a key.",
  fr:
    "EXPIRE répond :1, ou :0 si la clé n'existe pas ; TTL dit les secondes restantes, -1 sans échéance, -2 sans clé.",
};

/** The rules of a small Redis. */
export const RESP_TEXTS = {
  ping: {
    title: { en: "PING is answered with PONG", fr: "PING reçoit PONG" },
    rule: {
      en: 'The answer to PING is the simple string "+PONG\\r\\n".',
      fr: 'La réponse à PING est la chaîne simple "+PONG\\r\\n".',
    },
    source: SOURCE,
  },
  several: {
    title: {
      en: "several commands on one connection are answered in order",
      fr: "plusieurs commandes sur une connexion reçoivent leurs réponses dans l'ordre",
    },
    rule: {
      en: "A client keeps its connection, and each of its commands gets an answer.",
      fr: "Un client garde sa connexion, et chacune de ses commandes reçoit une réponse.",
    },
    source: SOURCE,
  },
  case: {
    title: {
      en: "the name of a command in any case",
      fr: "le nom d'une commande en majuscules ou en minuscules",
    },
    rule: {
      en: "Names of commands are not case sensitive.",
      fr: "Le nom d'une commande s'écrit indifféremment en majuscules ou en minuscules.",
    },
    source: SOURCE,
  },
  echo: {
    title: { en: "ECHO gives its text back", fr: "ECHO rend son texte" },
    rule: {
      en: "The answer to ECHO is its argument, as a bulk string.",
      fr: "La réponse à ECHO est son argument, comme chaîne avec longueur.",
    },
    source: SOURCE,
  },
  set_get: {
    title: { en: "GET tells what SET has stored last", fr: "GET dit ce que SET a stocké en dernier" },
    rule: {
      en: "SET stores a value under a key and is answered +OK; GET is answered with the value.",
      fr: "SET stocke une valeur sous une clé et reçoit +OK ; GET reçoit la valeur.",
    },
    source: SOURCE,
  },
  nil: {
    title: { en: "a key that is not there is answered with nil", fr: "une clé qui n'existe pas reçoit nil" },
    rule: {
      en: 'Where there is no value the answer is the null bulk string, "$-1\\r\\n".',
      fr: 'Sans valeur, la réponse est la chaîne nulle, "$-1\\r\\n".',
    },
    source: SOURCE,
  },
  empty: {
    title: { en: "an empty value is a value", fr: "une valeur vide est une valeur" },
    rule: {
      en: 'An empty value is told as "$0\\r\\n\\r\\n", which is not nil.',
      fr: 'Une valeur vide se dit "$0\\r\\n\\r\\n", qui n\'est pas nil.',
    },
    source: SOURCE,
  },
  pieces: {
    title: {
      en: "a command that arrives in pieces is still one command",
      fr: "une commande qui arrive en morceaux reste une seule commande",
    },
    rule: REQUEST,
    source: SOURCE,
  },
  pipeline: {
    title: {
      en: "several commands in one segment are all answered",
      fr: "plusieurs commandes dans un segment reçoivent toutes une réponse",
    },
    rule: {
      en: "A client may send commands without waiting for answers; these come in the order of the commands.",
      fr:
        "Un client peut envoyer des commandes sans attendre les réponses ; elles viennent dans l'ordre des commandes.",
    },
    source: SOURCE,
  },
  line_ends: {
    title: {
      en: "blanks and line ends in keys and values are kept",
      fr: "espaces et fins de ligne dans les clés et les valeurs sont conservées",
    },
    rule: SAFE,
    source: SOURCE,
  },
  accents: {
    title: {
      en: "a length counts bytes, not characters",
      fr: "une longueur compte des octets, pas des caractères",
    },
    rule: SAFE,
    source: SOURCE,
  },
  binary: {
    title: {
      en: "bytes that are no text come back unchanged",
      fr: "des octets qui ne sont pas du texte reviennent tels quels",
    },
    rule: SAFE,
    source: SOURCE,
  },
  large: {
    title: { en: "a value of 1 MiB", fr: "une valeur de 1 Mio" },
    rule: {
      en: "A value may be long: Redis takes up to 512 MiB.",
      fr: "Une valeur peut être longue : Redis accepte jusqu'à 512 Mio.",
    },
    source: SOURCE,
  },
  many: {
    title: {
      en: "2000 keys, sent without waiting for answers",
      fr: "2000 clés, envoyées sans attendre les réponses",
    },
    rule: {
      en: "No key is forgotten while there is memory.",
      fr: "Aucune clé n'est oubliée tant qu'il y a de la mémoire.",
    },
    source: SOURCE,
  },
  unknown: {
    title: {
      en: "an unknown command is answered with an error, and the connection lives on",
      fr: "une commande inconnue reçoit une erreur, et la connexion continue",
    },
    rule: REFUSAL,
    source: SOURCE,
  },
  arguments: {
    title: {
      en: "a wrong number of arguments is answered with an error",
      fr: "un mauvais nombre d'arguments reçoit une erreur",
    },
    rule: REFUSAL,
    source: SOURCE,
  },
  at_once: {
    title: { en: "five clients at once are served", fr: "cinq clients à la fois sont servis" },
    rule: {
      en: "A client that says nothing keeps nobody else waiting.",
      fr: "Un client qui ne dit rien ne fait attendre personne d'autre.",
    },
    source: SOURCE,
  },
  shared: {
    title: {
      en: "what one client has stored another one reads",
      fr: "ce qu'un client a stocké, un autre le lit",
    },
    rule: {
      en: "All clients share the keys, which stay when a client leaves.",
      fr: "Tous les clients partagent les clés, qui restent quand un client part.",
    },
    source: SOURCE,
  },
  leaves: {
    title: {
      en: "a client that leaves in the middle of a command harms nobody else",
      fr: "un client qui part au milieu d'une commande ne nuit à personne d'autre",
    },
    rule: {
      en: "A conversation that ends, however it does, ends no other.",
      fr: "Une conversation qui se termine, de quelque façon que ce soit, n'en termine pas d'autre.",
    },
    source: SOURCE,
  },
  malformed: {
    title: {
      en: "what is no command harms nobody but who sent it",
      fr: "ce qui n'est pas une commande ne nuit qu'à celui qui l'a envoyé",
    },
    rule: {
      en: "Wrong lengths and other garbage are answered with an error, or end this one connection.",
      fr: "Une longueur fausse ou toute autre absurdité reçoit une erreur, ou ne ferme que cette connexion.",
    },
    source: SOURCE,
  },
  del: {
    title: { en: "DEL removes keys and tells how many", fr: "DEL supprime des clés et dit combien" },
    rule: {
      en: "The answer to DEL is the number of keys that were there, :N.",
      fr: "La réponse à DEL est le nombre de clés qui existaient, :N.",
    },
    source: SOURCE,
  },
  incr: {
    title: {
      en: "INCR counts, from nothing and from text",
      fr: "INCR compte, à partir de rien ou d'un texte",
    },
    rule: {
      en:
        "INCR adds 1 to the number that the value is in text, or to 0 where there is none, and is answered with the sum, :N; other text is an error.",
      fr:
        "INCR ajoute 1 au nombre que la valeur représente en texte, ou à 0 sans valeur, et reçoit la somme, :N ; tout autre texte est une erreur.",
    },
    source: SOURCE,
  },
  px: {
    title: { en: "SET … PX lasts as many milliseconds", fr: "SET … PX dure autant de millisecondes" },
    rule: TIME,
    source: SOURCE,
  },
  ex: {
    title: { en: "SET … EX lasts as many seconds", fr: "SET … EX dure autant de secondes" },
    rule: TIME,
    source: SOURCE,
  },
  expire: {
    title: { en: "EXPIRE gives a key an end", fr: "EXPIRE donne une échéance à une clé" },
    rule: EXPIRING,
    source: SOURCE,
  },
  ttl: {
    title: { en: "TTL tells the seconds that are left", fr: "TTL dit les secondes qui restent" },
    rule: EXPIRING,
    source: SOURCE,
  },
  inline: {
    title: { en: "a line that is typed is a command, too", fr: "une ligne tapée est aussi une commande" },
    rule: {
      en: "An inline command is a line of words, for whoever has nothing but nc.",
      fr: "Une commande en ligne est une ligne de mots, pour qui n'a que nc.",
    },
    source: SOURCE,
  },
} satisfies Record<string, RuleText>;

/** What is expected. */
export const RESP_EXPECTED = {
  reply: (expected: Expectation, command: string): Expectation => ({
    ...expected,
    en: `${expected.en} for ${command}`,
    fr: `${expected.fr} pour ${command}`,
  }),
  error: { en: '"-ERR …\\r\\n"', fr: '"-ERR …\\r\\n"' },
} satisfies Record<string, Expectation | ((expected: Expectation, command: string) => Expectation)>;

/** What breaks no rule. */
export const RESP_NOTES = {
  bulkStatus: {
    en: 'PING is answered with a bulk string, where Redis has "+PONG\\r\\n"; clients understand both',
    fr:
      'PING reçoit une chaîne avec longueur, là où Redis dit "+PONG\\r\\n" ; les clients comprennent les deux',
  },
} satisfies Record<string, Text>;

/** Why a rule is not tried. */
export const RESP_SKIPPED = {
  notThere: (command: string): Text => ({
    en: `your server refuses ${command}, which not every sheet asks for`,
    fr: `votre serveur refuse ${command}, que tous les sujets ne demandent pas`,
  }),
};
