import type { Text } from "../../i18n/text.ts";
import type { Expectation } from "../causes/expectation.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { rfc, sheet } from "./source.ts";

const UNRELIABLE: Text = {
  en: "UDP guarantees nothing: a datagram may be lost, come twice, come late, or come from anybody.",
  fr:
    "UDP ne garantit rien : un datagramme peut se perdre, arriver deux fois, arriver tard, ou venir de n'importe qui.",
};

/** The texts about the rules of clients over UDP. */
export const CLIENT_UDP_TEXTS = {
  sent: {
    title: {
      en: "what is typed is sent as one datagram",
      fr: "ce qui est tapé est envoyé en un seul datagramme",
    },
    rule: {
      en: "A request is the text of a line, in a datagram of its own.",
      fr: "Une requête est le texte d'une ligne, dans un datagramme à elle.",
    },
    source: sheet("003 §1.2"),
  },
  empty: {
    title: {
      en: "an empty datagram does not end the client",
      fr: "un datagramme vide ne termine pas le client",
    },
    rule: {
      en: "A datagram may be empty: with UDP there is no end of a stream.",
      fr: "Un datagramme peut être vide : en UDP, il n'y a pas de fin de flux.",
    },
    source: rfc(768),
  },
  lost: {
    title: {
      en: "an answer that is lost is not waited for without end",
      fr: "une réponse perdue n'est pas attendue sans fin",
    },
    rule: UNRELIABLE,
    source: rfc(768),
  },
  stranger: {
    title: {
      en: "a datagram from another port is not taken for the answer",
      fr: "un datagramme venu d'un autre port n'est pas pris pour la réponse",
    },
    rule: UNRELIABLE,
    source: rfc(768),
  },
  stale: {
    title: {
      en: "an answer that comes a second time is not taken for the next answer",
      fr: "une réponse qui arrive une seconde fois n'est pas prise pour la réponse suivante",
    },
    rule: UNRELIABLE,
    source: rfc(768),
  },
  large: {
    title: {
      en: "a line of 1400 characters and its answer pass whole",
      fr: "une ligne de 1400 caractères et sa réponse passent entières",
    },
    rule: {
      en:
        "What does not fit into the buffer of recvfrom is lost: the buffer has to hold the largest datagram.",
      fr:
        "Ce qui dépasse le tampon de recvfrom est perdu : le tampon doit contenir le plus grand des datagrammes.",
    },
    source: rfc(768),
  },
} satisfies Record<string, RuleText>;

/** The causes that something shows. */
export const CLIENT_UDP_CAUSES = {
  overTcp: {
    en:
      "your client connects over TCP (it was refused), where a datagram is expected: a socket of the kind SOCK_DGRAM, and sendto",
    fr:
      "votre client se connecte en TCP (la connexion a été refusée) là où l'on attend un datagramme : une socket de type SOCK_DGRAM, et sendto",
  },
  emptyIsEnd: {
    en: "your client takes an empty datagram for the end, and ends: with UDP there is no end of a stream",
    fr:
      "votre client prend un datagramme vide pour la fin, et se termine : en UDP il n'y a pas de fin de flux",
  },
  waitsForEver: hinted({
    en:
      "your client waits for an answer without end (it went on when one came after all): give its socket a time-out, then ask again or say so",
    fr:
      "votre client attend une réponse sans fin (il a continué quand elle a fini par arriver) : donnez un délai à sa socket, puis redemandez ou dites-le",
  }, "socket_timeout"),
  takesStranger: hinted({
    en:
      "your client takes any datagram for the answer, whoever has sent it (it went on when one came from another port)",
    fr:
      "votre client prend n'importe quel datagramme pour la réponse, quel qu'en soit l'expéditeur (il a continué quand il en est arrivé un d'un autre port)",
  }, "sender_check"),
  endedByStranger: hinted({
    en: "your client ended when a datagram came from another port: one like that is to be ignored",
    fr: "votre client s'est terminé quand un datagramme est arrivé d'un autre port : il faut l'ignorer",
  }, "sender_check"),
  takesStale: {
    en:
      "your client takes the next datagram for the answer, whichever question it belongs to (the first answer, once more, passed for the second): compare it with the question, number the questions, or ask each through a socket of its own",
    fr:
      "votre client prend le prochain datagramme pour la réponse, quelle que soit la question dont il vient (la première réponse, revenue, est passée pour la deuxième) : comparez-la à la question, numérotez les questions, ou posez chacune par une socket à elle",
  },
  endedByStale: {
    en: "your client ended when an answer came a second time: one like that is to be ignored",
    fr: "votre client s'est terminé quand une réponse est arrivée une seconde fois : il faut l'ignorer",
  },
  sendsAtKeyEnd: hinted({
    en: "your client takes the end of the keyboard for a line, sends it, and goes on",
    fr: "votre client prend la fin de la saisie pour une ligne, l'envoie, et continue",
  }, "keyboard_end"),
  linesTogether: {
    en: "several lines that were typed came in one datagram: read the keyboard line by line",
    fr: "plusieurs lignes tapées sont arrivées dans un seul datagramme : lisez le clavier ligne par ligne",
  },
  questionCut: (came: number, size: number): Text => ({
    en:
      `${came} of the ${size} characters that were typed came in the first datagram: the rest did not fit into the buffer that the line is read into`,
    fr:
      `${came} des ${size} caractères tapés sont arrivés dans le premier datagramme : le reste ne tenait pas dans le tampon où la ligne est lue`,
  }),
  answerCut: (came: number, size: number) =>
    hinted({
      en:
        `${came} of the ${size} characters of the answer are shown, from the beginning: the rest did not fit into the buffer that the datagram was read into, and is lost`,
      fr:
        `${came} des ${size} caractères de la réponse sont affichés, depuis le début : le reste ne tenait pas dans le tampon de lecture du datagramme, et il est perdu`,
    }, "datagram_size"),
};

/** What was seen of a client over UDP, where nothing tells why. */
export const CLIENT_UDP_SEEN = {
  never: {
    en:
      "no datagram has come: does the client take the port from its command line ({port} in --run), and does it send to localhost, over UDP?",
    fr:
      "aucun datagramme n'est arrivé : le client lit-il le port sur sa ligne de commande ({port} dans --run), et envoie-t-il à localhost, en UDP ?",
  },
  waitsOn: {
    en: "no answer came, and your client did nothing more; from outside nothing tells why",
    fr:
      "aucune réponse n'est venue, et votre client n'a plus rien fait ; rien ne dit pourquoi, vu de l'extérieur",
  },
  keyEnd: hinted({
    en: "at the end of the keyboard your client did not end; from outside nothing tells why",
    fr: "à la fin de la saisie, votre client ne s'est pas terminé ; rien ne dit pourquoi, vu de l'extérieur",
  }, "keyboard_end"),
};

/** What should have come from a client over UDP, and what was seen instead. */
export const CLIENT_UDP_EXPECTED = {
  datagram: { part: "first client", en: "a datagram from the client", fr: "un datagramme du client" },
  ended: {
    en: "nothing; it ended before it sent anything",
    fr: "rien ; il s'est terminé sans avoir rien envoyé",
  },
  none: (seconds: number): Text => ({
    en: `no datagram within ${seconds} s`,
    fr: `aucun datagramme en ${seconds} s`,
  }),
  over: { en: "nothing; it ended", fr: "rien ; il s'est terminé" },
  goesOn: { en: "that the client goes on", fr: "que le client continue" },
  anything: (seconds: number): Expectation => ({
    en: `the same question again, the next one, or a word about it within ${seconds} s`,
    fr: `la même question une seconde fois, la suivante, ou un mot à ce sujet en moins de ${seconds} s`,
  }),
  nothingForStranger: {
    en: "nothing after a datagram that came from another port",
    fr: "rien après un datagramme venu d'un autre port",
  },
  nothingForStale: {
    en: "nothing after the first answer has come once more",
    fr: "rien après la première réponse, arrivée une seconde fois",
  },
} satisfies Record<string, Expectation | ((seconds: number) => Text)>;
