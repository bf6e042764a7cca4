import type { CauseText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import { COMMON_CAUSES, hinted } from "./common_causes.ts";

/** Seconds in which somebody has waited. */
function time(seconds: number): Text {
  const text = `${seconds.toFixed(1)} s`;
  return { en: text, fr: text.replace(".", ",") };
}

const times = (count: number): Text => ({
  en: count === 1 ? "once" : `${count} times`,
  fr: count === 1 ? "une fois" : `${count} fois`,
});

/** What a program did, by its own calls; a name of a call is as the program's language has it. */
export const CALLS = {
  bindFailed: (call: string, where: string, error: string): Text => ({
    en: `${call}(${where}) failed: ${error}`,
    fr: `${call}(${where}) a échoué : ${error}`,
  }),
  neverListened: (where: string): Text => ({
    en: `its socket was bound to ${where}, and listen was never called`,
    fr: `sa socket a été liée à ${where}, et listen n'a jamais été appelé`,
  }),
  noSocket: {
    en: "it has made no socket: neither socket nor bind nor listen was called",
    fr: "il n'a créé aucune socket : ni socket, ni bind, ni listen n'a été appelé",
  },
  brokenPipe: (call: string, conn: string): Text => ({
    en: `${call} on ${conn} wrote to a peer that had closed, and SIGPIPE ended the program in this call`,
    fr:
      `${call} sur ${conn} a écrit à un pair qui avait fermé, et SIGPIPE a terminé le programme dans cet appel`,
  }),
  failed: (call: string, conn: string, error: string): Text => ({
    en: `${call} on ${conn} failed: ${error}, and the program ended`,
    fr: `${call} sur ${conn} a échoué : ${error}, et le programme s'est terminé`,
  }),
  waitsForAll: (call: string, conn: string, come: number, seconds: number): Text => ({
    en: `${bytes(come, undefined).en} more have come on ${conn}, and ${call} has been waiting there for ${
      time(seconds).en
    }: it asks for more, and for all of it at once (MSG_WAITALL)`,
    fr: `${bytes(come, undefined).fr} de plus sont arrivés sur ${conn}, et ${call} y attend depuis ${
      time(seconds).fr
    } : il en demande davantage, et le tout d'un coup (MSG_WAITALL)`,
  }),
  endIgnored: (call: string, conn: string, count: number): Text => ({
    en: `${call} on ${conn} returned 0, which is the end of the stream, and was called ${
      times(count).en
    } more`,
    fr: `${call} sur ${conn} a renvoyé 0, c'est-à-dire la fin du flux, et a été rappelé ${times(count).fr}`,
  }),
  oneAtATime: (call: string, conn: string, seconds: number, other: string): Text => ({
    en:
      `${other} waits in the queue of accept, while the program has been waiting in ${call} on ${conn} for ${
        time(seconds).en
      }`,
    fr:
      `${other} attend dans la file d'accept, pendant que le programme attend dans ${call} sur ${conn} depuis ${
        time(seconds).fr
      }`,
  }),
  notAccepted: (conn: string, waits: Text): Text => ({
    en: `accept was not called for ${conn}${waits.en}`,
    fr: `accept n'a pas été appelé pour ${conn}${waits.fr}`,
  }),
  timeLimit: (call: string, conn: string, seconds: number): Text => ({
    en: `${call} on ${conn} gave up after ${time(seconds).en}, and the connection was closed then`,
    fr: `${call} sur ${conn} a abandonné au bout de ${time(seconds).fr}, puis la connexion a été fermée`,
  }),
  shortSend: (call: string, conn: string, sent: number, missing: number): Text => ({
    en: `${call} on ${conn} took ${sent} bytes, and the other ${missing} were never sent`,
    fr: `${call} sur ${conn} a pris ${sent} octets, et les ${missing} autres n'ont jamais été envoyés`,
  }),
  truncated: (call: string, taken: number, size: number): Text => ({
    en: `${call} took ${taken} bytes of a datagram of ${size}; the other ${size - taken} are lost`,
    fr: `${call} a pris ${taken} octets d'un datagramme de ${size} ; les ${size - taken} autres sont perdus`,
  }),
  answeredPiece: (call: string, conn: string, got: number, line: number | undefined, send: string): Text => ({
    en: `${call} on ${conn} brought ${
      bytes(got, line).en
    } without a line end, and ${send} followed before the rest was read`,
    fr: `${call} sur ${conn} a apporté ${
      bytes(got, line).fr
    } sans fin de ligne, et ${send} a suivi avant la lecture du reste`,
  }),
  fullBuffer: (call: string, conn: string, got: number, line: number | undefined, send: string): Text => ({
    en: `${call} on ${conn} brought ${
      bytes(got, line).en
    }, which is all that it asks for, and ${send} followed before the rest was read`,
    fr: `${call} sur ${conn} a apporté ${
      bytes(got, line).fr
    }, tout ce qu'il demande, et ${send} a suivi avant la lecture du reste`,
  }),
  wholeLine: (call: string, conn: string, size: number, then: Text): Text => ({
    en: `${call} on ${conn} brought the whole line, ${size} bytes, and nothing was sent after it${then.en}`,
    fr:
      `${call} sur ${conn} a apporté la ligne entière, ${size} octets, et rien n'a été envoyé ensuite${then.fr}`,
  }),
  joinedLine: (call: string, conn: string, count: number, size: number, then: Text): Text => ({
    en:
      `${call} on ${conn} brought the ${size} bytes of the line in ${count} calls, and nothing was sent after the last${then.en}`,
    fr:
      `${call} sur ${conn} a apporté les ${size} octets de la ligne en ${count} appels, et rien n'a été envoyé après le dernier${then.fr}`,
  }),
  neverRead: (conn: string, sent: number, then: Text): Text => ({
    en:
      `none of the ${sent} bytes that were sent on ${conn} was read: no recv or read was called on it${then.en}`,
    fr:
      `aucun des ${sent} octets envoyés sur ${conn} n'a été lu : ni recv ni read n'y a été appelé${then.fr}`,
  }),
  stoppedReading: (call: string, conn: string, got: number, sent: number, then: Text): Text => ({
    en: `${call} on ${conn} brought ${bytes(got, sent).en} and was not called again${then.en}`,
    fr: `${call} sur ${conn} a apporté ${bytes(got, sent).fr} et n'a pas été rappelé${then.fr}`,
  }),
  closedAfter: (call: string, conn: string): Text => ({
    en: `${conn} was closed after ${call}, without another recv or read`,
    fr: `${conn} a été fermée après ${call}, sans autre recv ni read`,
  }),
  closedAtEnd: (call: string, conn: string, unanswered: boolean): Text => ({
    en: `${call} on ${conn} returned 0, which is the end of the stream, and ${
      unanswered ? "close followed before anything was sent" : "close followed"
    }`,
    fr: `${call} sur ${conn} a renvoyé 0, c'est-à-dire la fin du flux, et ${
      unanswered ? "close a suivi avant tout envoi" : "close a suivi"
    }`,
  }),
  notClosed: (call: string, conn: string): Text => ({
    en: `${call} on ${conn} returned 0, which is the end of the stream, and close was never called on it`,
    fr: `${call} sur ${conn} a renvoyé 0, c'est-à-dire la fin du flux, et close n'y a jamais été appelé`,
  }),
  endNotRead: (conn: string, then: Text): Text => ({
    en: `the end of the stream of ${conn} was never read: no recv or read has returned 0${then.en}`,
    fr: `la fin du flux de ${conn} n'a jamais été lue : aucun recv ni read n'a renvoyé 0${then.fr}`,
  }),
  /** What follows a sentence: where the program is meanwhile. */
  waits: (call: string, conn: string | undefined, seconds: number): Text => ({
    en: `; the program has been waiting in ${call}${conn === undefined ? "" : ` on ${conn}`} for ${
      time(seconds).en
    }`,
    fr: ` ; le programme attend dans ${call}${conn === undefined ? "" : ` sur ${conn}`} depuis ${
      time(seconds).fr
    }`,
  }),
  closed: { en: "; close followed", fr: " ; close a suivi" },
  then: { en: "", fr: "" },
} satisfies Record<string, Text | ((...of: never[]) => Text)>;

/** `3 of 9 bytes` */
function bytes(some: number, all: number | undefined): Text {
  return all === undefined || all === some
    ? { en: `${some} ${some === 1 ? "byte" : "bytes"}`, fr: `${some} ${some === 1 ? "octet" : "octets"}` }
    : { en: `${some} of ${all} bytes`, fr: `${some} ${some === 1 ? "octet" : "octets"} sur ${all}` };
}

/** The causes of which a program's own calls are the sign. */
export const CALL_CAUSES = {
  endIgnored: hinted({
    en: "your program does not notice the end of the stream, and reads on in a loop",
    fr: "votre programme ne remarque pas la fin du flux, et continue de lire dans une boucle",
  }, "end"),
  shortSend: hinted({
    en: "your program sends a part of what it wants to send, and not the rest",
    fr: "votre programme n'envoie qu'une partie de ce qu'il veut envoyer, et pas la suite",
  }, "send_all"),
  truncated: hinted({
    en: "your program gives a datagram too little room",
    fr: "votre programme donne trop peu de place à un datagramme",
  }, "datagram_size"),
  bindFailed: {
    en:
      "your server has no port to listen on, and does not end: look at what bind and listen return or throw",
    fr:
      "votre serveur n'a pas de port où écouter, et ne s'arrête pas : regardez ce que bind et listen renvoient ou lèvent",
  },
  neverListened: {
    en: "your server never calls listen, so nobody can connect to it",
    fr: "votre serveur n'appelle jamais listen : personne ne peut s'y connecter",
  },
  pieces: COMMON_CAUSES.answersPieces,
  notConcurrent: COMMON_CAUSES.notConcurrent,
  timeLimit: COMMON_CAUSES.timeout,
  toldOnce: {
    en:
      "your program waits in epoll_wait while bytes of this connection lie unread: with EPOLLET or EPOLLONESHOT it is told of them once; read until there is nothing more (EAGAIN)",
    fr:
      "votre programme attend dans epoll_wait alors que des octets de cette connexion ne sont pas lus : avec EPOLLET ou EPOLLONESHOT, ils ne sont annoncés qu'une fois ; lisez jusqu'à ce qu'il n'y ait plus rien (EAGAIN)",
  },
  waitsForAll: {
    en: "your program waits for more bytes than a request has",
    fr: "votre programme attend plus d'octets que n'en a une requête",
  },
} satisfies Record<string, CauseText>;

/** How a connection is named, as in the transcript. */
export function connectionText(number: number): string {
  return `#${number}`;
}
