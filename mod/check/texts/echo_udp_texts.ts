import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";

/** The Echo Protocol, whose UDP service sends back what came, in a datagram. */
const RFC_862: Text = { en: "RFC 862", fr: "RFC 862" };
const ECHO: Text = {
  en: "A datagram is answered by one datagram, to the address and the port that it came from.",
  fr: "À un datagramme répond un datagramme, envoyé à l'adresse et au port d'où il vient.",
};

/** The texts about the rules of echo over UDP. */
export const ECHO_UDP_TEXTS = {
  upper: {
    title: {
      en: "a datagram comes back in upper case, once, from the port that was asked",
      fr: "un datagramme revient en majuscules, une fois, depuis le port interrogé",
    },
    rule: ECHO,
    source: RFC_862,
  },
  mirror: {
    title: {
      en: "a datagram comes back as it was, once, from the port that was asked",
      fr: "un datagramme revient tel quel, une fois, depuis le port interrogé",
    },
    rule: ECHO,
    source: RFC_862,
  },
  twoClients: {
    title: { en: "each client gets its own answers", fr: "chaque client reçoit ses propres réponses" },
    rule: {
      en: "One socket serves everybody: the answer goes to whoever has asked, not to the first or the last.",
      fr:
        "Une seule socket sert tout le monde : la réponse va à qui a demandé, ni au premier ni au dernier venu.",
    },
    source: RFC_862,
  },
  accents: {
    title: { en: "accents and emoji come back right", fr: "les accents et les emojis reviennent intacts" },
    rule: {
      en: "Text is UTF-8; a datagram holds bytes.",
      fr: "Le texte est en UTF-8 ; un datagramme contient des octets.",
    },
    source: RFC_862,
  },
  blanks: {
    title: {
      en: "blanks and line ends inside a datagram come back, too",
      fr: "les espaces et les fins de ligne d'un datagramme reviennent aussi",
    },
    rule: {
      en: "A datagram is the message, whole: nothing in it marks its end.",
      fr: "Un datagramme est le message entier : rien, dedans, n'en marque la fin.",
    },
    source: RFC_862,
  },
  binary: {
    title: {
      en: "bytes that are no text end nothing, and come back where they are to be unchanged",
      fr:
        "des octets qui ne sont pas du texte n'arrêtent rien, et reviennent s'ils doivent rester tels quels",
    },
    rule: {
      en: "Anything can come in a datagram, from anybody; the server lives on.",
      fr: "N'importe quoi peut arriver dans un datagramme, de n'importe qui ; le serveur y survit.",
    },
    source: RFC_862,
  },
  empty: {
    title: {
      en: "an empty datagram is answered by an empty one, and ends nothing",
      fr: "à un datagramme vide répond un datagramme vide, et rien ne s'arrête",
    },
    rule: {
      en: "A datagram may be empty: with UDP there is no end of a stream.",
      fr: "Un datagramme peut être vide : en UDP, il n'y a pas de fin de flux.",
    },
    source: RFC_862,
  },
  large: {
    title: {
      en: "a datagram of 1472 bytes, the most that a packet of Ethernet holds, comes back whole",
      fr: "un datagramme de 1472 octets, le plus que contienne un paquet Ethernet, revient entier",
    },
    rule: {
      en:
        "What does not fit into the buffer of recvfrom is lost: the buffer has to hold the largest datagram.",
      fr:
        "Ce qui dépasse le tampon de recvfrom est perdu : le tampon doit contenir le plus grand des datagrammes.",
    },
    source: RFC_862,
  },
  largest: {
    title: {
      en: "a datagram of 65 507 bytes, the most that there is, comes back whole",
      fr: "un datagramme de 65 507 octets, le plus grand qui soit, revient entier",
    },
    rule: {
      en: "A datagram over IPv4 holds up to 65 507 bytes.",
      fr: "Un datagramme contient, en IPv4, jusqu'à 65 507 octets.",
    },
    source: RFC_862,
  },
} satisfies Record<string, RuleText>;

/** The causes that something shows. */
export const ECHO_UDP_CAUSES = {
  unchanged: {
    en:
      "the text comes back, but not in upper case (for an echo that changes nothing check with --transform none)",
    fr:
      "le texte revient, mais pas en majuscules (pour un écho qui ne change rien, vérifiez avec --transform none)",
  },
  changed: {
    en:
      "the text comes back in upper case, where it should come back as it was (without --transform none upper case is checked)",
    fr:
      "le texte revient en majuscules alors qu'il devrait revenir tel quel (sans --transform none, ce sont les majuscules qui sont vérifiées)",
  },
  otherPort: hinted({
    en: "the answer came from another port than the one that was asked: it was sent through another socket",
    fr: "la réponse est venue d'un autre port que celui interrogé : elle est partie par une autre socket",
  }, "answer_to"),
  otherClient: hinted({
    en: "the answer to one client arrived at another one",
    fr: "la réponse à un client est arrivée chez un autre",
  }, "answer_to"),
  twice: {
    en: "a datagram gets one answer, and more came: look for a second sendto",
    fr: "un datagramme reçoit une seule réponse, et il en est venu plus : cherchez un deuxième sendto",
  },
  onlyOne: {
    en: "your server answers one datagram and ends: receiving and answering belong into a loop",
    fr:
      "votre serveur répond à un datagramme et se termine : la place de la réception et de la réponse est dans une boucle",
  },
  emptyIsEnd: {
    en: "your server takes an empty datagram for the end, and ends: with UDP there is no end",
    fr: "votre serveur prend un datagramme vide pour la fin, et se termine : en UDP il n'y a pas de fin",
  },
  emptyIgnored: {
    en: "your server gives an empty datagram no answer, and others theirs: it is a datagram like any other",
    fr:
      "votre serveur ne répond pas à un datagramme vide, mais répond aux autres : c'est un datagramme comme un autre",
  },
  cut: (came: number, size: number) =>
    hinted({
      en:
        `${came} of ${size} bytes came back, from the beginning: the rest did not fit into the buffer that the datagram was read into, and is lost`,
      fr:
        `${came} octets sur ${size} sont revenus, depuis le début : le reste ne tenait pas dans le tampon de lecture du datagramme, et il est perdu`,
    }, "datagram_size"),
  largeIsLost: {
    en: "smaller datagrams are answered, and this one is not; from outside nothing tells why",
    fr:
      "les datagrammes plus petits reçoivent leur réponse, celui-ci non ; rien ne dit pourquoi, vu de l'extérieur",
  },
};

/** What was seen of datagrams, where nothing tells why. */
export const ECHO_UDP_SEEN = {
  nothing: {
    en: "the datagram was sent, again and again, and none came back; from outside nothing tells why",
    fr:
      "le datagramme a été envoyé, plusieurs fois, et aucun n'est revenu ; rien ne dit pourquoi, vu de l'extérieur",
  },
  second: {
    en: "a first datagram is answered, and the next is not; from outside nothing tells why",
    fr: "un premier datagramme reçoit sa réponse, le suivant non ; rien ne dit pourquoi, vu de l'extérieur",
  },
  other: {
    en: "one client is answered, and another one is not; from outside nothing tells why",
    fr: "un client reçoit ses réponses, un autre non ; rien ne dit pourquoi, vu de l'extérieur",
  },
  silentSince: {
    en: "since that datagram your server answers nobody; from outside nothing tells why",
    fr:
      "depuis ce datagramme, votre serveur ne répond plus à personne ; rien ne dit pourquoi, vu de l'extérieur",
  },
};
