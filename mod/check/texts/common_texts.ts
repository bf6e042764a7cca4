import type { RuleText } from "../rule.ts";

/** The rules that every service of questions and answers keeps. `source` is the service's own. */
export const COMMON_TEXTS = {
  several: {
    title: {
      en: "several requests on one connection are answered in order",
      fr: "plusieurs requêtes sur une même connexion reçoivent leurs réponses dans l'ordre",
    },
    rule: {
      en: "Several request/answer pairs are carried by the same TCP connection.",
      fr: "Plusieurs échanges requête-réponse sont véhiculés par la même connexion TCP.",
    },
  },
  bytewise: {
    title: {
      en: "a line that arrives byte by byte is still one line",
      fr: "une ligne qui arrive octet par octet reste une seule ligne",
    },
    rule: {
      en: "A request is a line: it is complete when its line end has come, however many segments it came in.",
      fr:
        "Une requête est une ligne : elle est complète quand sa fin de ligne est arrivée, quel que soit le nombre de segments qui l'ont apportée.",
    },
  },
  glued: {
    title: {
      en: "several lines in one segment are several requests",
      fr: "plusieurs lignes dans un même segment sont plusieurs requêtes",
    },
    rule: {
      en: "A request is a line: what comes after its line end is the next request, even in the same segment.",
      fr:
        "Une requête est une ligne : ce qui suit sa fin de ligne est la requête suivante, même dans le même segment.",
    },
  },
  split: {
    title: {
      en: "a character that is split over two segments arrives whole",
      fr: "un caractère coupé entre deux segments arrive entier",
    },
    rule: {
      en: "Text is UTF-8; a character of several bytes may be cut anywhere by the network.",
      fr:
        "Le texte est en UTF-8 ; le réseau peut couper n'importe où un caractère codé sur plusieurs octets.",
    },
  },
  random: {
    title: {
      en: "lines cut at random places are answered one for one",
      fr: "des lignes coupées au hasard reçoivent chacune leur réponse",
    },
    rule: {
      en: "TCP keeps the order of bytes, not the boundaries of sends.",
      fr: "TCP conserve l'ordre des octets, pas les limites des envois.",
    },
  },
  slow: {
    title: { en: "a slow client is waited for", fr: "un client lent est attendu" },
    rule: {
      en: "A client may think between two keys; a request is complete when its line end has come.",
      fr:
        "Un client peut réfléchir entre deux touches ; une requête est complète quand sa fin de ligne est arrivée.",
    },
  },
  long: {
    title: { en: "a long line is one line", fr: "une longue ligne est une seule ligne" },
    rule: {
      en: "A line may be longer than the buffer that one recv fills.",
      fr: "Une ligne peut être plus longue que le tampon que remplit un recv.",
    },
  },
  crlf: {
    title: {
      en: "a line that ends with carriage return and line feed is understood",
      fr: "une ligne terminée par un retour chariot et un saut de ligne est comprise",
    },
    rule: {
      en: "`\\n` ends a line; `\\r\\n` is accepted, too (telnet, Windows).",
      fr: "`\\n` termine une ligne ; `\\r\\n` est accepté aussi (telnet, Windows).",
    },
  },
  line_end: {
    title: {
      en: "an answer ends with a line feed alone",
      fr: "une réponse se termine par un saut de ligne seul",
    },
    rule: {
      en: "`\\n` ends a line.",
      fr: "`\\n` termine une ligne.",
    },
  },
  half_close: {
    title: {
      en: "a client that has said everything still gets its answers, then the end",
      fr: "un client qui a tout dit reçoit encore ses réponses, puis la fin",
    },
    rule: {
      en: "The two directions of a connection end separately; who half-closes goes on reading.",
      fr:
        "Les deux sens d'une connexion se ferment séparément ; qui n'a fermé que le sien (shutdown) continue de lire.",
    },
  },
  last_line: {
    title: {
      en: "a last line without a line end is answered",
      fr: "une dernière ligne sans fin de ligne reçoit sa réponse",
    },
    rule: {
      en: "What comes after the last line end before the end of the stream is a request, too.",
      fr: "Ce qui vient entre la dernière fin de ligne et la fin du flux est aussi une requête.",
    },
  },
  next_client: {
    title: { en: "after a client the next one is served", fr: "après un client, le suivant est servi" },
    rule: {
      en: "The server serves one client after another; it does not end with the first.",
      fr: "Le serveur sert les clients l'un après l'autre ; il ne s'arrête pas avec le premier.",
    },
  },
  silent_client: {
    title: {
      en: "a client that leaves without a word harms nobody",
      fr: "un client qui part sans un mot ne gêne personne",
    },
    rule: {
      en: "A client may leave at any moment; the server goes on to the next.",
      fr: "Un client peut partir à tout moment ; le serveur passe au suivant.",
    },
  },
  reset: {
    title: {
      en: "a client that breaks off harms nobody",
      fr: "un client qui rompt la connexion ne gêne personne",
    },
    rule: {
      en: "A connection may break at any moment (RST); the server goes on to the next client.",
      fr: "Une connexion peut être rompue à tout moment (RST) ; le serveur passe au client suivant.",
    },
  },
  garbage: {
    title: {
      en: "bytes that are no text harm nobody",
      fr: "des octets qui ne sont pas du texte ne gênent personne",
    },
    rule: {
      en: "Anything can come over a network; the server lives on.",
      fr: "N'importe quoi peut arriver par le réseau ; le serveur y survit.",
    },
  },
  at_once: {
    title: { en: "five clients at once are served", fr: "cinq clients à la fois sont servis" },
    rule: {
      en: "A concurrent server serves several clients at once; an iterative one lets the others wait.",
      fr:
        "Un serveur concurrent sert plusieurs clients à la fois ; un serveur itératif fait attendre les autres.",
    },
  },
} satisfies Record<string, Omit<RuleText, "source">>;
