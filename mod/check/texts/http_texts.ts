import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { rfc } from "./source.ts";

function ruleText(place: string, title: Text, rule: Text): RuleText {
  return { title, rule, source: rfc(place) };
}

const STREAM: Text = {
  en: "A request ends with the empty line behind its fields, however many segments it comes in.",
  fr:
    "Une requête se termine par la ligne vide qui suit ses champs, quel que soit le nombre de segments qui l'apportent.",
};
const CONTENT: Text = {
  en: "The content of the answer is the bytes of the file, whatever they are.",
  fr: "Le contenu de la réponse est fait des octets du fichier, quels qu'ils soient.",
};

/** The texts about the rules of a web server. */
export const HTTP_TEXTS = {
  statusLine: ruleText("9112 §4", {
    en: "the answer begins with a status line",
    fr: "la réponse commence par une ligne d'état",
  }, {
    en: "HTTP/1.1, a blank, a number of three digits, a blank, a reason in words.",
    fr: "HTTP/1.1, une espace, un nombre de trois chiffres, une espace, une raison en mots.",
  }),
  headerLines: ruleText("9112 §2.1 and §5", {
    en: 'every line of the head ends with "\\r\\n", and an empty one ends the head',
    fr: "chaque ligne de l'en-tête se termine par \"\\r\\n\", et une ligne vide termine l'en-tête",
  }, {
    en: "A status line, then fields, each a name, a colon and a value on a line; then an empty line.",
    fr:
      "Une ligne d'état, puis des champs, chacun fait d'un nom, de deux-points et d'une valeur sur une ligne ; puis une ligne vide.",
  }),
  length: ruleText("9112 §6.3", {
    en: "a client knows where the body ends",
    fr: "un client sait où le corps se termine",
  }, {
    en:
      "Content-Length is the number of bytes of the body; without it, and without chunks, the connection is closed behind it.",
    fr:
      "Content-Length est le nombre d'octets du corps ; sans lui, et sans morceaux, la connexion est fermée après le corps.",
  }),
  text: ruleText("9110 §9.3.1", {
    en: "a text file comes with 200 and its bytes",
    fr: "un fichier de texte arrive avec 200 et ses octets",
  }, CONTENT),
  accents: ruleText("9110 §8.6", {
    en: "a text with accents comes whole: its length is in bytes",
    fr: "un texte accentué arrive entier : sa longueur est en octets",
  }, {
    en: "Content-Length counts bytes, not characters.",
    fr: "Content-Length compte des octets, pas des caractères.",
  }),
  binary: ruleText("9110 §6.4", {
    en: "a picture arrives byte for byte",
    fr: "une image arrive octet pour octet",
  }, CONTENT),
  large: ruleText("9110 §6.4", {
    en: "a large file arrives whole",
    fr: "un gros fichier arrive entier",
  }, CONTENT),
  empty: ruleText("9110 §15.3.1", {
    en: "an empty file is a file",
    fr: "un fichier vide est un fichier",
  }, CONTENT),
  notFound: ruleText("9110 §15.5.5", {
    en: "a path without a file is answered with 404",
    fr: "un chemin sans fichier reçoit 404",
  }, {
    en: "404 says that there is nothing at this path.",
    fr: "404 dit qu'il n'y a rien à ce chemin.",
  }),
  notFoundBody: ruleText("9110 §15.5", {
    en: "404 comes with a page for its reader",
    fr: "une réponse 404 a une page qui s'adresse au lecteur",
  }, {
    en: "The answer should explain the mistake in its content, too: it is all that a browser shows.",
    fr:
      "La réponse devrait aussi expliquer l'erreur dans son contenu : un navigateur n'affiche rien d'autre.",
  }),
  contentType: ruleText("9110 §8.3", {
    en: "Content-Type says what the content is",
    fr: "Content-Type dit ce qu'est le contenu",
  }, {
    en: "An answer with content should have a Content-Type; without one a client has to guess.",
    fr: "Une réponse avec du contenu devrait avoir un Content-Type ; sans lui, un client doit deviner.",
  }),
  index: ruleText("9110 §4.2.3", {
    en: "/ is answered with index.html",
    fr: "/ reçoit index.html en réponse",
  }, {
    en: "An address without a path asks for /; by habit that is index.html.",
    fr: "Une adresse sans chemin demande / ; par usage, c'est index.html.",
  }),
  query: ruleText("3986 §3.4", {
    en: "a query behind the path does not change which file it is",
    fr: "des paramètres (?…) derrière le chemin ne changent pas le fichier désigné",
  }, {
    en: "The path ends at the question mark.",
    fr: "Le chemin s'arrête au point d'interrogation.",
  }),
  escapes: ruleText("3986 §2.1", {
    en: "%20 and %C3%A9 in a path are a space and an é",
    fr: "%20 et %C3%A9 dans un chemin sont une espace et un é",
  }, {
    en: "A byte that may not stand in a path is written as % and two hexadecimal digits.",
    fr: "Un octet qui ne peut pas figurer dans un chemin s'écrit % suivi de deux chiffres hexadécimaux.",
  }),
  folder: ruleText("9110 §15", {
    en: "the path of a folder is answered, too",
    fr: "le chemin d'un dossier reçoit une réponse aussi",
  }, {
    en: "Every request gets an answer: a page, a list, or a status that says why not.",
    fr: "Toute requête reçoit une réponse : une page, une liste, ou un état qui dit pourquoi non.",
  }),
  traversal: ruleText("9110 §17.3", {
    en: "files outside the folder are not given away",
    fr: "les fichiers hors du dossier ne sont pas livrés",
  }, {
    en: "A path with .., escaped or not, and an absolute one lead nowhere outside the folder.",
    fr: "Un chemin avec .., codé ou non, et un chemin absolu ne mènent pas hors du dossier.",
  }),
  pieces: ruleText("9112 §2.2", {
    en: "a request that arrives in pieces is still one request",
    fr: "une requête qui arrive en morceaux reste une seule requête",
  }, STREAM),
  bytewise: ruleText("9112 §2.2", {
    en: "a request that arrives byte by byte is still one request",
    fr: "une requête qui arrive octet par octet reste une seule requête",
  }, STREAM),
  longHeaders: ruleText("9112 §2.2", {
    en: "a request with 3000 bytes of fields is answered",
    fr: "une requête avec 3000 octets de champs reçoit sa réponse",
  }, STREAM),
  methods: ruleText("9110 §9.1", {
    en: "a method that does not exist is refused",
    fr: "une méthode qui n'existe pas est refusée",
  }, {
    en: "A server answers a method that it does not know with 501, one that it does not allow with 405.",
    fr: "À une méthode qu'il ne connaît pas, un serveur répond 501, et 405 s'il ne la permet pas.",
  }),
  head: ruleText("9110 §9.3.2", {
    en: "HEAD gets the head without the body",
    fr: "HEAD reçoit l'en-tête sans le corps",
  }, {
    en: "HEAD is GET without the content of the answer.",
    fr: "HEAD est GET sans le contenu de la réponse.",
  }),
  keepAlive: ruleText("9112 §9.3", {
    en: "a second request on the same connection is not left without an answer",
    fr: "une deuxième requête sur la même connexion ne reste pas sans réponse",
  }, {
    en:
      'In HTTP/1.1 a connection stays open for further requests, or the server says "Connection: close" and closes it.',
    fr:
      'En HTTP/1.1, une connexion reste ouverte pour d\'autres requêtes, ou le serveur dit "Connection: close" et la ferme.',
  }),
  badRequests: ruleText("9110 §15.5.1", {
    en: "requests that are none harm nobody",
    fr: "des requêtes qui n'en sont pas ne gênent personne",
  }, {
    en: "Anything can come over a network: the server answers 400 or closes, and serves the next client.",
    fr:
      "N'importe quoi peut arriver par le réseau : le serveur répond 400 ou ferme, et sert le client suivant.",
  }),
  next: ruleText("9112 §9", {
    en: "after a client the next one is served",
    fr: "après un client, le suivant est servi",
  }, {
    en: "A browser opens a connection for every file, or for a few: the server serves them all.",
    fr:
      "Un navigateur ouvre une connexion par fichier, ou par groupe de fichiers : le serveur les sert toutes.",
  }),
  silent: ruleText("9112 §9.5", {
    en: "a client that leaves without a word, or in the middle of a request, harms nobody",
    fr: "un client qui part sans un mot, ou au milieu d'une requête, ne gêne personne",
  }, {
    en: "A connection may be closed at any moment; browsers open some that they never use.",
    fr:
      "Une connexion peut être fermée à tout moment ; les navigateurs en ouvrent qu'ils n'utilisent jamais.",
  }),
  reset: ruleText("9112 §9.5", {
    en: "a client that breaks off its download harms nobody",
    fr: "un client qui rompt son téléchargement ne gêne personne",
  }, {
    en: "A connection may break at any moment (RST): somebody has pressed stop.",
    fr: "Une connexion peut être rompue à tout moment (RST) : quelqu'un a arrêté le chargement.",
  }),
  atOnce: ruleText("9112 §9.4", {
    en: "a client that says nothing holds up nobody else",
    fr: "un client qui ne dit rien ne bloque pas les autres",
  }, {
    en: "Browsers open several connections at once, and some before they need them.",
    fr: "Les navigateurs ouvrent plusieurs connexions à la fois, et certaines avant d'en avoir besoin.",
  }),
} satisfies Record<string, RuleText>;
