import type { Text } from "../../i18n/text.ts";
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

/** The usual causes, each told to the student whose program it is. */
export const COMMON_CAUSES = {
  noLineEnd: {
    en:
      'your server sends the answer without a line end, so its client cannot know that the answer is complete: add "\\n" (in the style of sheet 004, without line ends, check with --framing chunk)',
    fr:
      'votre serveur envoie la réponse sans fin de ligne : son client ne peut pas savoir qu\'elle est complète. Ajoutez "\\n" (pour un serveur sans fins de ligne, comme dans la feuille 004, vérifiez avec --framing chunk)',
  },
  pythonBytes: {
    en: "your server sends str(bytes), which is b'…' with its quotes: use .decode()",
    fr: "votre serveur envoie str(bytes), c'est-à-dire b'…' avec ses apostrophes : utilisez .decode()",
  },
  decodeError: {
    en:
      "your server decodes each segment on its own, so a character that is split over two segments raises UnicodeDecodeError: collect the bytes up to the line end, then decode",
    fr:
      "votre serveur décode chaque segment séparément : un caractère coupé entre deux segments lève UnicodeDecodeError. Accumulez les octets jusqu'à la fin de ligne, puis décodez",
  },
  replaced: {
    en:
      "your server decodes each segment on its own and replaces or drops the halves of a split character: collect the bytes up to the line end, then decode",
    fr:
      "votre serveur décode chaque segment séparément et remplace ou perd les moitiés d'un caractère coupé : accumulez les octets jusqu'à la fin de ligne, puis décodez",
  },
  mojibake: {
    en:
      'your server reads UTF-8 as another encoding (Latin-1?): .decode() and .encode() without an argument, or with "utf-8"',
    fr:
      'votre serveur lit l\'UTF-8 dans un autre codage (Latin-1 ?) : .decode() et .encode() sans argument, ou avec "utf-8"',
  },
  oneRecv: {
    en:
      'your server takes one recv for one line: recv returns what has arrived, which may be part of a line or several; collect bytes until "\\n" (or read with makefile().readline())',
    fr:
      'votre serveur prend un recv pour une ligne : recv renvoie ce qui est arrivé, qui peut être un morceau de ligne ou plusieurs lignes ; accumulez les octets jusqu\'à "\\n" (ou lisez avec makefile().readline())',
  },
  waitsForMore: {
    en:
      "no answer came: your server may wait for more bytes than a request has, or for the end of the stream, or keep its answer in a buffer that nobody flushes",
    fr:
      "aucune réponse n'est venue : votre serveur attend peut-être plus d'octets que n'en a une requête, ou la fin du flux, ou bien sa réponse reste dans un tampon que personne ne vide (flush)",
  },
  closesEarly: {
    en:
      "your server closes the connection after one answer: loop over the requests of a client until recv returns b''",
    fr:
      "votre serveur ferme la connexion après une réponse : bouclez sur les requêtes d'un client jusqu'à ce que recv renvoie b''",
  },
  diedOfIt: {
    en:
      "your server, or the part of it that serves this client, ended with an exception; its last words are above",
    fr:
      "votre serveur, ou la partie qui sert ce client, s'est terminé sur une exception ; ses derniers mots sont ci-dessus",
  },
  neverStarted: {
    en:
      "nobody listens there: the server has not started, ended at once, or listens on another port or address",
    fr:
      "personne n'écoute à cet endroit : le serveur n'a pas démarré, s'est arrêté aussitôt, ou écoute sur un autre port ou une autre adresse",
  },
  smallBuffer: {
    en:
      'your server takes what one recv(1024) returns for the whole line: go on reading until "\\n" has come',
    fr:
      'votre serveur prend ce que renvoie un seul recv(1024) pour la ligne entière : continuez à lire jusqu\'à "\\n"',
  },
  halfClose: {
    en:
      "your server closes at the first end of stream (recv returning b''), before it has answered all that came, so a client that half-closes (nc -N, socat, a pipe) loses its answers",
    fr:
      "votre serveur ferme dès la fin du flux (recv renvoie b''), avant d'avoir répondu à tout ce qui est arrivé : un client qui ferme son sens d'émission (nc -N, socat, un tube) perd ses réponses",
  },
  ignoresEnd: {
    en:
      "your server does not notice the end of the stream (recv returns b'' then, again and again: without a test for it the loop never ends), or it notices and does not close its socket (after a fork the parent has one to close, too)",
    fr:
      "votre serveur ne remarque pas la fin du flux (recv renvoie alors b'', encore et encore : sans un test, la boucle ne finit jamais), ou il la remarque sans fermer sa socket (après un fork, le père doit aussi fermer la sienne)",
  },
  lastLine: {
    en: "your server drops what follows the last line end when the stream ends",
    fr: "votre serveur perd ce qui suit la dernière fin de ligne quand le flux se termine",
  },
  carriageReturnAdded: {
    en:
      'your server ends its lines with "\\r\\n", and a client that compares the answer with "…\\n" (as that of sheet 003) does not know it: send "\\n" alone',
    fr:
      'votre serveur termine ses lignes par "\\r\\n", et un client qui compare la réponse à "…\\n" (comme celui de la feuille 003) ne la reconnaît pas : envoyez "\\n" seul',
  },
  zeroByte: {
    en:
      "your server sends the zero byte that ends a string in C: send strlen(answer) bytes, neither one more nor the whole buffer",
    fr:
      "votre serveur envoie l'octet nul qui termine une chaîne en C : envoyez strlen(reponse) octets, ni un de plus ni tout le tampon",
  },
  doubleLineEnd: {
    en:
      "an empty line comes along with each answer: the line still had its line end when another one was added (print() adds one, too)",
    fr:
      "une ligne vide accompagne chaque réponse : la ligne avait encore sa fin de ligne quand une autre a été ajoutée (print() en ajoute une aussi)",
  },
  onlyFirst: {
    en:
      "your server answers the first of several lines that came in one segment and leaves or drops the others: take lines out of the buffer with while, not with if",
    fr:
      "votre serveur répond à la première de plusieurs lignes arrivées dans un même segment et laisse ou perd les autres : sortez les lignes du tampon avec while, pas avec if",
  },
  outOfOrder: {
    en:
      "the answers come in another order than the requests of the same client: answer each before the next is read (no thread for each request)",
    fr:
      "les réponses n'arrivent pas dans l'ordre des requêtes d'un même client : répondez à chacune avant de lire la suivante (pas de thread par requête)",
  },
  mixedUp: {
    en:
      "what belongs to one client shows up with another: each connection needs a buffer and variables of its own, not global ones",
    fr:
      "ce qui appartient à un client apparaît chez un autre : à chaque connexion son tampon et ses variables, pas de variables globales",
  },
  endKills: {
    en:
      "your server ends with an exception when a client leaves (its last words are above): recv returns b'' then, and readline an empty text; test for it before you use it",
    fr:
      "votre serveur se termine sur une exception quand un client part (ses derniers mots sont ci-dessus) : recv renvoie alors b'', et readline un texte vide ; testez-le avant de vous en servir",
  },
  addressInUse: {
    en:
      "your server cannot listen because the port is still reserved from its last run: set SO_REUSEADDR on the socket before bind (sheet 001)",
    fr:
      "votre serveur ne peut pas écouter, car le port est encore réservé depuis sa dernière exécution : activez SO_REUSEADDR sur la socket avant bind (feuille 001)",
  },
  carriageReturn: {
    en: 'your server takes the carriage return for part of the request: strip "\\r\\n", not only "\\n"',
    fr:
      'votre serveur prend le retour chariot pour une partie de la requête : retirez "\\r\\n", pas seulement "\\n"',
  },
  stopsAfterFirst: {
    en:
      "your server stops after the first client, or the first few: put accept into a loop of its own around the loop that serves a client",
    fr:
      "votre serveur s'arrête après le premier client, ou les premiers : placez accept dans sa propre boucle, autour de celle qui sert un client",
  },
  stuckWithFirst: {
    en:
      "your server goes on waiting for a client that has left: when recv returns b'' the client is gone, so close its socket and accept the next",
    fr:
      "votre serveur attend encore un client qui est parti : quand recv renvoie b'', le client n'est plus là ; fermez sa socket et acceptez le suivant",
  },
  resetKills: {
    en:
      "a client that breaks off kills your server: recv and send raise ConnectionResetError or BrokenPipeError; catch OSError around the client, not around the server",
    fr:
      "un client qui rompt la connexion tue votre serveur : recv et send lèvent ConnectionResetError ou BrokenPipeError ; attrapez OSError autour du client, pas autour du serveur",
  },
  garbageKills: {
    en:
      'bytes that are not UTF-8 kill your server: .decode() raises UnicodeDecodeError; catch it, or decode with errors="replace"',
    fr:
      'des octets qui ne sont pas de l\'UTF-8 tuent votre serveur : .decode() lève UnicodeDecodeError ; attrapez-la, ou décodez avec errors="replace"',
  },
  timeout: {
    en: "your server gives up on a slow client: remove the time limit on the socket, or make it longer",
    fr: "votre serveur abandonne un client lent : retirez le délai (timeout) de la socket, ou allongez-le",
  },
  oneAtATime: {
    en:
      "serves one client at a time: the second waits until the first has left (right for an iterative server; --concurrent demands more)",
    fr:
      "sert un client à la fois : le second attend que le premier soit parti (normal pour un serveur itératif ; --concurrent exige davantage)",
  },
  someAtATime: (n: number): Text => ({
    en:
      `serves ${n} clients at a time: the next one waits (right for a pool of ${n}; --concurrent demands more)`,
    fr:
      `sert ${n} clients à la fois : le suivant attend (normal pour un pool de ${n} ; --concurrent exige davantage)`,
  }),
  waiterForgotten: {
    en: "your server did not serve the client that had waited, even after the others had left",
    fr: "votre serveur n'a pas servi le client qui attendait, même après le départ des autres",
  },
  notConcurrent: {
    en:
      "your server serves one client at a time; a concurrent one hands each to a process, a thread, or an event loop",
    fr:
      "votre serveur sert un client à la fois ; un serveur concurrent confie chacun à un processus, à un thread ou à une boucle d'événements",
  },
} satisfies Record<string, Text | ((n: number) => Text)>;
