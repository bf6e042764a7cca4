import type { Text } from "../../i18n/text.ts";
import type { Expectation } from "../causes/expectation.ts";
import type { RuleText } from "../rule.ts";
import { rfc } from "./source.ts";

/** The texts about the rules of a client of web servers. */
export const HTTP_CLIENT_TEXTS = {
  request: {
    title: {
      en: "the request is a line, fields and an empty line",
      fr: "la requête est faite d'une ligne, de champs et d'une ligne vide",
    },
    rule: {
      en:
        'GET, a path that begins with /, HTTP/1.1; every line ends with "\\r\\n", and an empty one ends the request.',
      fr:
        'GET, un chemin qui commence par /, HTTP/1.1 ; chaque ligne se termine par "\\r\\n", et une ligne vide termine la requête.',
    },
    source: rfc("9112 §3"),
  },
  host: {
    title: {
      en: "a request of HTTP/1.1 names the host",
      fr: "une requête HTTP/1.1 nomme l'hôte",
    },
    rule: {
      en: "A client sends a Host field in every request of HTTP/1.1.",
      fr: "Un client envoie un champ Host dans toute requête HTTP/1.1.",
    },
    source: rfc("9112 §3.2"),
  },
  shows: {
    title: {
      en: "the whole body is shown or saved",
      fr: "le corps entier est affiché ou enregistré",
    },
    rule: {
      en:
        "The body is read to its end, by Content-Length or the end of the connection, and handed to the user.",
      fr:
        "Le corps est lu jusqu'à sa fin, donnée par Content-Length ou par la fin de la connexion, et remis à l'utilisateur.",
    },
    source: rfc("9112 §6.3"),
  },
  pieces: {
    title: {
      en: "an answer that arrives in pieces is still one answer",
      fr: "une réponse qui arrive en morceaux reste une seule réponse",
    },
    rule: {
      en: "Head and body may be cut anywhere by the network.",
      fr: "Le réseau peut couper l'en-tête et le corps n'importe où.",
    },
    source: rfc("9112 §2.2"),
  },
  length: {
    title: {
      en: "a body with a length is over when it has come, even if the connection stays open",
      fr: "un corps qui a une longueur est fini quand il est arrivé, même si la connexion reste ouverte",
    },
    rule: {
      en: "Content-Length says where the body ends; the connection may be kept for further requests.",
      fr: "Content-Length dit où le corps se termine ; la connexion peut être gardée pour d'autres requêtes.",
    },
    source: rfc("9112 §6.3"),
  },
  chunked: {
    title: { en: "a body in chunks is put together", fr: "un corps en morceaux (chunked) est réassemblé" },
    rule: {
      en: "A client of HTTP/1.1 has to understand chunks.",
      fr: "Un client HTTP/1.1 doit comprendre les morceaux (chunked).",
    },
    source: rfc("9112 §7.1"),
  },
  cut: {
    title: {
      en: "a body whose end never came is not saved as if it were whole",
      fr: "un corps dont la fin n'est jamais venue n'est pas enregistré comme s'il était entier",
    },
    rule: {
      en:
        "An answer that ends before Content-Length is reached is incomplete, and is not to be taken for the whole.",
      fr:
        "Une réponse qui se termine avant Content-Length est incomplète, et ne doit pas être prise pour entière.",
    },
    source: rfc("9112 §8"),
  },
} satisfies Record<string, RuleText>;

/** What should have come. */
export const HTTP_CLIENT_EXPECTED = {
  requestLine: {
    part: "status line",
    en: 'a request line such as "GET /index.html HTTP/1.1\\r\\n"',
    fr: 'une ligne de requête comme "GET /index.html HTTP/1.1\\r\\n"',
  },
  emptyLine: {
    part: "end of the head",
    en: "the empty line that ends the request",
    fr: "la ligne vide qui termine la requête",
  },
  crlf: { en: 'lines that end with "\\r\\n"', fr: 'des lignes terminées par "\\r\\n"' },
  field: { en: 'lines such as "Host: localhost"', fr: 'des lignes comme "Host: localhost"' },
  host: { en: "a Host field", fr: "un champ Host" },
  notKept: {
    en: "no file, or word of an error: the server was gone in the middle of the body",
    fr: "aucun fichier, ou une erreur signalée : le serveur est parti au milieu du corps",
  },
  shown: { part: "body", en: "the whole body, shown or saved", fr: "le corps entier, affiché ou enregistré" },
} satisfies Record<string, Expectation>;

/** The causes that something shows. */
export const HTTP_CLIENT_CAUSES = {
  noLineEnd: {
    en: 'the request line has no line end: add "\\r\\n"',
    fr: 'la ligne de requête n\'a pas de fin de ligne : ajoutez "\\r\\n"',
  },
  noEmptyLine: {
    en:
      'the empty line behind the fields is missing, and a server waits for it for ever: behind the last field comes "\\r\\n" twice',
    fr:
      'la ligne vide après les champs manque, et un serveur l\'attend pour toujours : après le dernier champ vient deux fois "\\r\\n"',
  },
  bareLineFeed: {
    en: 'the lines of the request end with "\\n" alone: in HTTP each ends with "\\r\\n"',
    fr: 'les lignes de la requête se terminent par "\\n" seul : en HTTP, chacune se termine par "\\r\\n"',
  },
  absolute: {
    en: "the whole address stands in the request line: take the path alone, the host goes into Host",
    fr: "l'adresse entière est dans la ligne de requête : n'y mettez que le chemin, l'hôte va dans Host",
  },
  noSlash: {
    en: "the path in the request line begins with /",
    fr: "le chemin dans la ligne de requête commence par /",
  },
  noVersion: {
    en: "the version is missing behind the path: HTTP/1.1",
    fr: "la version manque après le chemin : HTTP/1.1",
  },
  requestForm: {
    en: "a request line is the method, a blank, the path, a blank and the version",
    fr:
      "une ligne de requête est faite de la méthode, d'une espace, du chemin, d'une espace et de la version",
  },
  notAField: {
    en: "a line of the request is no field: a name without blanks, a colon, a value",
    fr: "une ligne de la requête n'est pas un champ : un nom sans espace, deux-points, une valeur",
  },
  noHost: {
    en: "the request is one of HTTP/1.1 and has no Host: a server refuses it with 400",
    fr: "la requête est en HTTP/1.1 et n'a pas de Host : un serveur la refuse par 400",
  },
  beginningOnly: {
    en:
      "only the beginning of the body was handed on: a recv returns what is there; go on until Content-Length or the end of the stream",
    fr:
      "seul le début du corps a été remis : un recv rend ce qui est là ; continuez jusqu'à Content-Length ou la fin du flux",
  },
  oneRecv: {
    en:
      "your client takes what one recv returns for the whole answer (the same answer in one piece is handed on whole): go on until Content-Length or the end of the stream",
    fr:
      "votre client prend ce que rend un seul recv pour la réponse entière (la même réponse d'un seul tenant est remise entière) : continuez jusqu'à Content-Length ou la fin du flux",
  },
  keepsShort: {
    en:
      "the connection ended before as many bytes had come as Content-Length says, and your client keeps what came as if it were the file, and says nothing: compare the two, say that the rest is missing, and remove what is only a part",
    fr:
      "la connexion s'est terminée avant que soient arrivés autant d'octets que le dit Content-Length, et votre client garde ce qui est arrivé comme si c'était le fichier, sans rien dire : comparez les deux, dites que le reste manque, et effacez ce qui n'est qu'une partie",
  },
  readsToEnd: {
    en:
      'your client reads to the end of the connection although Content-Length has told the end of the body: stop there, or ask with "Connection: close"',
    fr:
      'votre client lit jusqu\'à la fin de la connexion alors que Content-Length a donné la fin du corps : arrêtez-vous là, ou demandez "Connection: close"',
  },
  chunks: {
    en:
      "the client asks with HTTP/1.1 and does not put chunks together: each is its size in hexadecimal, a line end, its bytes, a line end (with HTTP/1.0 nobody sends any)",
    fr:
      "le client demande en HTTP/1.1 et ne réassemble pas les morceaux : chacun est fait de sa taille en hexadécimal, d'une fin de ligne, de ses octets, d'une fin de ligne (en HTTP/1.0, personne n'en envoie)",
  },
};

/** What was seen, where nothing tells why. */
export const HTTP_CLIENT_SEEN = {
  nothing: {
    en: "the client has connected, and sends no request; from outside nothing tells why",
    fr: "le client s'est connecté et n'envoie pas de requête ; rien ne dit pourquoi, vu de l'extérieur",
  },
  notShown: {
    en:
      "the answer was sent whole, and its body is neither on the screen nor in a file of the folder that the client runs in; from outside nothing tells why",
    fr:
      "la réponse a été envoyée entière, et son corps n'est ni à l'écran ni dans un fichier du dossier où tourne le client ; rien ne dit pourquoi, vu de l'extérieur",
  },
} satisfies Record<string, Text>;
