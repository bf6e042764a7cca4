import type { CauseText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import type { Failure } from "../causes/rule_violation.ts";
import { type Concept, hint } from "./hints.ts";
import { endText } from "./start_texts.ts";

/** A cause, and how it is done right in the program's own language. */
export function hinted(core: Text, concept: Concept): CauseText {
  return ({ language, said }: Failure) => {
    const how = hint(concept, language, said);
    return { en: `${core.en}: ${how.en}`, fr: `${core.fr} : ${how.fr}` };
  };
}

/** A cause that is told with how the program has ended. */
export function withEnd(text: (end: Text) => Text): CauseText {
  return ({ ended }: Failure) =>
    text(ended === undefined ? { en: "it ended", fr: "il s'est terminé" } : endText(ended));
}

/** The causes that are recognised by a sign, each told to the student whose program it is. */
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
  decodeError: hinted({
    en:
      "your server decodes each segment on its own, so a character that is split over two segments raises an error",
    fr:
      "votre serveur décode chaque segment séparément, et un caractère coupé entre deux segments provoque une erreur",
  }, "decode"),
  replaced: hinted({
    en: "your server decodes each segment on its own and replaces or drops the halves of a split character",
    fr: "votre serveur décode chaque segment séparément et remplace ou perd les moitiés d'un caractère coupé",
  }, "decode"),
  mojibake: {
    en: "your server reads UTF-8 as another encoding (Latin-1?): read and write text as UTF-8",
    fr: "votre serveur lit l'UTF-8 dans un autre codage (Latin-1 ?) : lisez et écrivez le texte en UTF-8",
  },
  /** An answer came before the line was complete. */
  answersPieces: hinted({
    en: "your server takes one recv for one line (it has answered before the line end had come)",
    fr: "votre serveur prend un recv pour une ligne (il a répondu avant que la fin de ligne soit arrivée)",
  }, "line"),
  /** The same bytes are answered when they come in one piece. */
  oneRecv: hinted({
    en:
      "your server takes one recv for one line (the same bytes are answered rightly when each line comes in one piece)",
    fr:
      "votre serveur prend un recv pour une ligne (aux mêmes octets il répond bien quand chaque ligne arrive d'un seul tenant)",
  }, "line"),
  /** Lines are understood that come in pieces, and yet not when several come together. */
  together: hinted({
    en:
      "your server answers these lines when each comes by itself, and not when several come in one segment: take line after line out of what was read, and keep the rest",
    fr:
      "votre serveur répond à ces lignes quand chacune arrive seule, et non quand plusieurs arrivent dans un même segment : sortez les lignes l'une après l'autre de ce qui a été lu, et gardez le reste",
  }, "line"),
  /** The same, with cuts at any places. */
  keepsNoRest: hinted({
    en:
      "your server answers these lines when each comes in one piece, and not when the network cuts them otherwise: what stands behind the last line end belongs to the next line",
    fr:
      "votre serveur répond à ces lignes quand chacune arrive d'un seul tenant, et non quand le réseau les coupe autrement : ce qui suit la dernière fin de ligne appartient à la ligne suivante",
  }, "line"),
  /** Messages of a known length are understood together, and not in pieces. */
  shortRead: hinted({
    en:
      "your server takes what a read has brought for a whole message, also where it is less: a read for as many bytes as a message has may bring fewer (several messages in one segment are understood, and the same ones in pieces are not)",
    fr:
      "votre serveur prend ce qu'une lecture a rendu pour un message entier, même si c'en est moins : une lecture d'autant d'octets qu'en a un message peut en rendre moins (plusieurs messages dans un même segment sont compris, les mêmes en morceaux ne le sont pas)",
  }, "exact_read"),
  /** Each answer is that to the question before. */
  oneBehind: {
    en:
      "your server answers each datagram with the answer to the one before: what this receive has brought is what this send answers",
    fr:
      "votre serveur répond à chaque datagramme par la réponse au précédent : c'est ce que cette réception a apporté que cet envoi doit traiter",
  },
  slower: {
    en:
      "the same line is answered rightly when it comes faster: your server gives up waiting for the rest of a line (is there a time-out on its socket?)",
    fr:
      "la même ligne reçoit la bonne réponse quand elle arrive plus vite : votre serveur cesse d'attendre la suite d'une ligne (y a-t-il un délai sur sa socket ?)",
  },
  /** A line in pieces is understood, but not one whose characters are cut. */
  cutCharacter: hinted({
    en:
      "your server answers this line rightly when it comes in one piece, and not when a character of it is cut in two: it decodes each segment on its own",
    fr:
      "votre serveur répond bien à cette ligne quand elle arrive d'un seul tenant, et non quand un de ses caractères est coupé en deux : il décode chaque segment séparément",
  }, "decode"),
  smallBuffer: ({ text, expected: { exact = "" } }: Failure): Text => {
    const count = text.split("\n", 1)[0]!.length;
    return {
      en:
        `your server cuts long lines: the first answer is that to the first ${count} of ${exact.length} characters. Its buffer, or the limit that it reads a line with, is too small`,
      fr:
        `votre serveur coupe les longues lignes : la première réponse est celle aux ${count} premiers caractères sur ${exact.length}. Son tampon, ou la limite avec laquelle il lit une ligne, est trop petit`,
    };
  },
  drips: {
    en:
      "the answer comes a few bytes at a time, and so slowly that the time was over before all of it had come: send an answer with one call",
    fr:
      "la réponse arrive quelques octets à la fois, et si lentement que le délai est passé avant qu'elle soit complète : envoyez une réponse en un seul appel",
  },
  answersAtEnd: hinted({
    en:
      "the answer came only once the client had said everything: your server waits for the end of the stream or for more bytes than a request has, or keeps its answer in a buffer",
    fr:
      "la réponse n'est venue qu'une fois que le client avait tout dit : votre serveur attend la fin du flux ou plus d'octets que n'en a une requête, ou garde sa réponse dans un tampon",
  }, "flush"),
  closesEarly: hinted({
    en:
      "your server closes the connection after one answer: loop over the requests of a client until its stream ends",
    fr:
      "votre serveur ferme la connexion après une réponse : bouclez sur les requêtes d'un client jusqu'à la fin de son flux",
  }, "end"),
  diedOfIt: {
    en: "your server, or the part of it that serves this client, ended with an error, which it tells above",
    fr:
      "votre serveur, ou la partie qui sert ce client, s'est terminé sur une erreur, qu'il indique ci-dessus",
  },
  killed: withEnd((end) => ({
    en: `your server was ended by the system: ${end.en}`,
    fr: `votre serveur a été terminé par le système : ${end.fr}`,
  })),
  sigpipe: hinted({
    en: "your server was killed by SIGPIPE: it sent to a client that had left",
    fr: "votre serveur a été tué par SIGPIPE : il envoyait à un client qui était parti",
  }, "break"),
  halfClose: hinted({
    en:
      "your server closes at the end of the stream before it has answered all that came, so a client that half-closes (nc -N, socat, a pipe) loses its answers; without the half-close they come",
    fr:
      "votre serveur ferme à la fin du flux avant d'avoir répondu à tout ce qui est arrivé, et un client qui ferme son sens d'émission (nc -N, socat, un tube) perd ses réponses ; sans cette fermeture, elles arrivent",
  }, "half_open"),
  endlessAnswers: hinted({
    en: "your server answers the end of the stream again and again, as if it were a request",
    fr: "votre serveur répond à la fin du flux, encore et encore, comme si c'était une requête",
  }, "end"),
  endlessLoop: hinted({
    en: "your server does not notice the end of the stream, and turns in a loop that uses the processor",
    fr: "votre serveur ne remarque pas la fin du flux, et tourne dans une boucle qui occupe le processeur",
  }, "end"),
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
      "your server sends zero bytes along, as one that ends a string in C: send strlen(answer) bytes, neither one more nor the whole buffer",
    fr:
      "votre serveur envoie aussi des octets nuls, comme celui qui termine une chaîne en C : envoyez strlen(reponse) octets, ni un de plus ni tout le tampon",
  },
  doubleLineEnd: hinted({
    en:
      "an empty line comes along with each answer: the line still had its line end when another one was added",
    fr:
      "une ligne vide accompagne chaque réponse : la ligne avait encore sa fin de ligne quand une autre a été ajoutée",
  }, "strip"),
  onlyFirst: {
    en:
      "your server answers the first of several lines that came in one segment and leaves or drops the others: go on taking lines out of what was read until none is left",
    fr:
      "votre serveur répond à la première de plusieurs lignes arrivées dans un même segment et laisse ou perd les autres : sortez les lignes de ce qui a été lu jusqu'à la dernière",
  },
  outOfOrder: {
    en:
      "the answers come in another order than the requests of the same client: answer each before the next is read",
    fr:
      "les réponses n'arrivent pas dans l'ordre des requêtes d'un même client : répondez à chacune avant de lire la suivante",
  },
  extraBytes: {
    en:
      "your server sends more than the answer: look for a prompt, a second line, or a buffer that is sent whole",
    fr:
      "votre serveur envoie plus que la réponse : cherchez une invite, une deuxième ligne ou un tampon envoyé en entier",
  },
  mixedUp: {
    en:
      "what belongs to one client shows up with another: each connection needs a buffer and variables of its own, not global ones",
    fr:
      "ce qui appartient à un client apparaît chez un autre : à chaque connexion son tampon et ses variables, pas de variables globales",
  },
  endKills: hinted({
    en:
      "your server ends with an error when a client leaves, which it tells above: test for the end before you use what was read",
    fr:
      "votre serveur se termine sur une erreur, indiquée ci-dessus, quand un client part : testez la fin avant d'utiliser ce qui a été lu",
  }, "end"),
  addressInUse: hinted({
    en: "your server cannot listen because the port is still reserved from its last run (sheet 001)",
    fr:
      "votre serveur ne peut pas écouter, car le port est encore réservé depuis sa dernière exécution (feuille 001)",
  }, "reuse"),
  carriageReturn: hinted({
    en: "your server takes the carriage return for part of the request",
    fr: "votre serveur prend le retour chariot pour une partie de la requête",
  }, "strip"),
  oneClient: withEnd((end) => ({
    en:
      `your server serves one client and is over then (${end.en}): put accept into a loop around the service of a client (where a sheet asks for one client only, check with --one-client)`,
    fr:
      `votre serveur sert un client, puis s'arrête (${end.fr}) : placez accept dans une boucle autour du service d'un client (si la feuille n'en demande qu'un, vérifiez avec --one-client)`,
  })),
  leftKills: hinted({
    en: "your server sends to a client that has left, and ends with the error of that, which it tells above",
    fr:
      "votre serveur envoie à un client qui est parti, et s'arrête sur l'erreur qui en résulte, indiquée ci-dessus",
  }, "break"),
  writesAfterEnd: hinted({
    en:
      "your server answers a client that has said everything on a stream that is ended already, and ends with the error of that, which it tells above",
    fr:
      "votre serveur répond à un client qui a tout dit sur un flux qui est déjà terminé, et s'arrête sur l'erreur qui en résulte, indiquée ci-dessus",
  }, "half_open"),
  resetKills: hinted({
    en: "a client that breaks off ends your server with an error, which it tells above",
    fr: "un client qui rompt la connexion termine votre serveur sur une erreur, indiquée ci-dessus",
  }, "break"),
  resetEnds: hinted({
    en: "a client that breaks off ends your server; one that leaves as usual does not",
    fr: "un client qui rompt la connexion termine votre serveur ; un départ ordinaire, non",
  }, "break"),
  garbageKills: hinted({
    en: "bytes that are no UTF-8 end your server with an error, which it tells above",
    fr: "des octets qui ne sont pas de l'UTF-8 terminent votre serveur sur une erreur, indiquée ci-dessus",
  }, "decode"),
  garbageEnds: {
    en: "bytes that are no UTF-8 end your server; a usual request does not",
    fr: "des octets qui ne sont pas de l'UTF-8 terminent votre serveur ; une requête ordinaire, non",
  },
  timeout: {
    en:
      "your server closed the connection while a slow client was still typing: remove the time limit, or make it longer",
    fr:
      "votre serveur a fermé la connexion pendant qu'un client lent tapait encore : retirez le délai (timeout), ou allongez-le",
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
  notConcurrent: hinted({
    en: "your server serves one client at a time; a concurrent one serves several",
    fr: "votre serveur sert un client à la fois ; un serveur concurrent en sert plusieurs",
  }, "at_once"),
  turnsAway: {
    en:
      "your server closes the connection of a client that has just come, while others are there: is there a limit to their number?",
    fr:
      "votre serveur ferme la connexion d'un client qui vient d'arriver quand d'autres sont là : leur nombre est-il limité ?",
  },
  leavesWaiting: {
    en: "your server does not accept a client while the others are there: is there a limit to their number?",
    fr: "votre serveur n'accepte pas un client tant que les autres sont là : leur nombre est-il limité ?",
  },
};

/** What was seen where nothing tells why: it describes and accuses nobody. */
export const UNEXPLAINED = {
  nothing: {
    en: "the line was sent whole, and no answer came; from outside nothing tells why",
    fr:
      "la ligne a été envoyée entière et aucune réponse n'est venue ; rien ne dit pourquoi, vu de l'extérieur",
  },
  hungUp: {
    en: "the connection ended instead of an answer; from outside nothing tells why",
    fr: "la connexion s'est terminée au lieu d'une réponse ; rien ne dit pourquoi, vu de l'extérieur",
  },
  onlyTexts: {
    en:
      "texts are served, and this file, whose bytes are no text, ends the connection without an answer: is it read as text?",
    fr:
      "les textes sont servis, et ce fichier, dont les octets ne sont pas du texte, met fin à la connexion sans réponse : est-il lu comme du texte ?",
  },
  endedWithWords: (end: Text): Text => ({
    en: `your server has ended (${end.en}); its last words are above`,
    fr: `votre serveur s'est terminé (${end.fr}) ; ses derniers mots sont ci-dessus`,
  }),
  ended: (end: Text): Text => ({
    en: `your server has ended (${end.en}), and it does not say why`,
    fr: `votre serveur s'est terminé (${end.fr}) sans dire pourquoi`,
  }),
  refused: {
    en: "nobody listens there any more",
    fr: "plus personne n'écoute à cet endroit",
  },
  neverStarted: {
    en:
      "nobody listens there: the server has not started, ended at once, or listens on another port or address",
    fr:
      "personne n'écoute à cet endroit : le serveur n'a pas démarré, s'est arrêté aussitôt, ou écoute sur un autre port ou une autre adresse",
  },
  different: {
    en: "another answer came than the protocol asks for",
    fr: "une autre réponse est venue que celle que demande le protocole",
  },
  second: {
    en:
      "the first request of a connection is answered, and the second is not; from outside nothing tells why",
    fr:
      "la première requête d'une connexion reçoit sa réponse, la deuxième non ; rien ne dit pourquoi, vu de l'extérieur",
  },
  long: {
    en: "short lines are answered, and this long one is not",
    fr: "les lignes courtes reçoivent leur réponse, cette longue ligne non",
  },
  nextClient: {
    en:
      "the client before was served and has left, and this one is not served; from outside nothing tells why",
    fr:
      "le client précédent a été servi et il est parti, et celui-ci n'est pas servi ; rien ne dit pourquoi, vu de l'extérieur",
  },
  open: {
    en:
      "the client has said everything and has its answers, and the connection stays open: close its socket once the stream has ended (after a fork in the parent, too)",
    fr:
      "le client a tout dit et a ses réponses, et la connexion reste ouverte : fermez sa socket quand le flux est terminé (après un fork, dans le père aussi)",
  },
  replyOpen: {
    en: "after its one reply the connection stays open: close the socket",
    fr: "après son unique réponse, la connexion reste ouverte : fermez la socket",
  },
  sometimes: {
    en:
      "broke when it was tried, and held when it was tried again on a new start: it depends on time or chance",
    fr:
      "enfreinte à un essai, respectée à un autre après un nouveau lancement : cela dépend du moment ou du hasard",
  },
};
