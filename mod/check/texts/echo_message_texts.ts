import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { same } from "../causes/expectation.ts";

const FRAMING: Text = { en: "the framing", fr: "la délimitation des messages" };
const text = (title: Text, rule: Text): RuleText => ({ title, rule, source: FRAMING });
const MARKED: Text = {
  en: "A message is marked off by its length or by a zero byte; the answer is marked off in the same way.",
  fr: "Un message est délimité par sa longueur ou par un octet nul ; la réponse l'est de la même façon.",
};
const STREAM: Text = {
  en:
    "TCP keeps the order of bytes, not the boundaries of sends: a message is complete when all its bytes have come.",
  fr:
    "TCP conserve l'ordre des octets, pas les limites des envois : un message est complet quand tous ses octets sont arrivés.",
};

/** The texts about the rules of echo with messages that a length or a zero byte marks off. */
export const ECHO_MESSAGE_TEXTS = {
  upper: text({ en: "a message comes back in upper case", fr: "un message revient en majuscules" }, MARKED),
  mirror: text({ en: "a message comes back as it was", fr: "un message revient tel quel" }, MARKED),
  several: text({
    en: "several messages on one connection are answered in order",
    fr: "plusieurs messages sur une même connexion reçoivent leurs réponses dans l'ordre",
  }, MARKED),
  accents: text({
    en: "accents and emoji come back right, their bytes counted",
    fr: "les accents et les emojis reviennent intacts, leurs octets comptés",
  }, {
    en: "A length counts bytes, not characters; text is UTF-8.",
    fr: "Une longueur compte des octets, pas des caractères ; le texte est en UTF-8.",
  }),
  empty: text({ en: "an empty message is a message", fr: "un message vide est un message" }, {
    en: "A message may have no byte: that is not the end of the stream.",
    fr: "Un message peut n'avoir aucun octet : ce n'est pas la fin du flux.",
  }),
  content: text({
    en: "line ends, blanks and zero bytes inside a message come back, too",
    fr: "les fins de ligne, les espaces et les octets nuls d'un message reviennent aussi",
  }, {
    en: "A message may hold any bytes but those that mark it off.",
    fr: "Un message peut contenir n'importe quels octets, sauf ceux qui le délimitent.",
  }),
  lengthSplit: text({
    en: "a length that arrives in two segments is still one length",
    fr: "une longueur qui arrive en deux segments reste une seule longueur",
  }, STREAM),
  bodySplit: text({
    en: "a message that arrives in pieces is still one message",
    fr: "un message qui arrive en morceaux reste un seul message",
  }, STREAM),
  glued: text({
    en: "several messages in one segment are several messages",
    fr: "plusieurs messages dans un même segment sont plusieurs messages",
  }, STREAM),
  random: text({
    en: "messages cut at random places are answered one for one",
    fr: "des messages coupés au hasard reçoivent chacun leur réponse",
  }, STREAM),
  long: text({
    en: "a long message is one message",
    fr: "un long message est un seul message",
  }, {
    en: "A message may be as long as its length can say, and longer than one recv returns.",
    fr: "Un message peut être aussi long que sa longueur peut le dire, et plus long que ce que rend un recv.",
  }),
  halfClose: text({
    en: "a client that has said everything still gets its answers, then the end",
    fr: "un client qui a tout dit reçoit encore ses réponses, puis la fin",
  }, {
    en: "The two directions of a connection end separately; who half-closes goes on reading.",
    fr:
      "Les deux sens d'une connexion se ferment séparément ; qui n'a fermé que le sien (shutdown) continue de lire.",
  }),
  nextClient: text({
    en: "after a client the next one is served",
    fr: "après un client, le suivant est servi",
  }, {
    en: "The server serves one client after another; it does not end with the first.",
    fr: "Le serveur sert les clients l'un après l'autre ; il ne s'arrête pas avec le premier.",
  }),
  unfinished: text({
    en: "a client that leaves in the middle of a message harms nobody",
    fr: "un client qui part au milieu d'un message ne gêne personne",
  }, {
    en: "A client may leave at any moment; the server goes on to the next.",
    fr: "Un client peut partir à tout moment ; le serveur passe au suivant.",
  }),
  reset: text({
    en: "a client that breaks off harms nobody",
    fr: "un client qui rompt la connexion ne gêne personne",
  }, {
    en: "A connection may break at any moment (RST); the server goes on to the next client.",
    fr: "Une connexion peut être rompue à tout moment (RST) ; le serveur passe au client suivant.",
  }),
  atOnce: text({ en: "two clients at once are served", fr: "deux clients à la fois sont servis" }, {
    en: "A concurrent server serves several clients at once; an iterative one lets the others wait.",
    fr:
      "Un serveur concurrent sert plusieurs clients à la fois ; un serveur itératif fait attendre les autres.",
  }),
} satisfies Record<string, RuleText>;

/** The causes that something shows. */
export const ECHO_MESSAGE_CAUSES = {
  noMark: {
    en: "the answer has nothing that marks it off: neither a length in front nor a zero byte behind",
    fr: "rien ne délimite la réponse : ni longueur devant, ni octet nul derrière",
  },
  line: {
    en: "the answer is a line: with this framing a length or a zero byte marks it off, not a line end",
    fr:
      "la réponse est une ligne : ici, c'est une longueur ou un octet nul qui la délimite, pas une fin de ligne",
  },
  littleEndian: hinted({
    en: "the length of the answer has its least significant byte first",
    fr: "la longueur de la réponse commence par son octet de poids faible",
  }, "network_order"),
  readsLittleEndian: hinted({
    en:
      "your server reads the length with its least significant byte first: it answers a message whose length is written so, and not this one",
    fr:
      "votre serveur lit la longueur en commençant par l'octet de poids faible : il répond à un message dont la longueur est écrite ainsi, pas à celui-ci",
  }, "network_order"),
  countsItself: {
    en: "the length of the answer counts its own bytes, too: it counts the message alone",
    fr: "la longueur de la réponse compte aussi ses propres octets : elle ne compte que le message",
  },
  readsCountingItself: {
    en:
      "your server takes the length to count its own bytes, too: it answers a message whose length does, and not this one",
    fr:
      "votre serveur croit que la longueur compte aussi ses propres octets : il répond à un message où c'est le cas, pas à celui-ci",
  },
  takesTooLittle: {
    en:
      "your server takes the length to count its own bytes, too: as many bytes as it has are missing at the end",
    fr:
      "votre serveur croit que la longueur compte aussi ses propres octets : il manque à la fin autant d'octets qu'elle en a",
  },
  otherWidth: (bytes: number): Text => ({
    en: `the length of the answer has ${
      bytes === 1 ? "one byte" : `${bytes} bytes`
    }: the framing has another number of them`,
    fr: `la longueur de la réponse a ${
      bytes === 1 ? "un octet" : `${bytes} octets`
    } : il en faut un autre nombre`,
  }),
  readsOtherWidth: (bytes: number): Text => ({
    en: `your server reads a length of ${
      bytes === 1 ? "one byte" : `${bytes} bytes`
    }: it answers a message with such a length, and not this one`,
    fr: `votre serveur lit une longueur de ${
      bytes === 1 ? "un octet" : `${bytes} octets`
    } : il répond à un message qui en a une telle, pas à celui-ci`,
  }),
  readsWidth: (bytes: number): Text => ({
    en: `your server reads a length of ${
      bytes === 1 ? "one byte" : `${bytes} bytes`
    }: it takes the zeros in front for empty messages, and answers them before this message is whole`,
    fr: `votre serveur lit une longueur de ${
      bytes === 1 ? "un octet" : `${bytes} octets`
    } : il prend les zéros du début pour des messages vides, et y répond avant que ce message soit entier`,
  }),
  readsLines: {
    en: "your server waits for a line: it answers one, and not this message",
    fr: "votre serveur attend une ligne : il répond à une ligne, pas à ce message",
  },
  readsZeros: {
    en: "your server waits for a zero byte: it answers a message that ends with one, and not this one",
    fr: "votre serveur attend un octet nul : il répond à un message qui en a un à la fin, pas à celui-ci",
  },
  digits: {
    en: "the length of the answer is written in digits, as text: it is a number of one, two or four bytes",
    fr:
      "la longueur de la réponse est écrite en chiffres, comme du texte : c'est un nombre d'un, deux ou quatre octets",
  },
  characters: {
    en: "the length of the answer counts characters: it counts bytes, and some characters have several",
    fr:
      "la longueur de la réponse compte des caractères : elle compte des octets, et certains caractères en ont plusieurs",
  },
  countsZero: {
    en: "the zero byte that ends a string in C is counted and sent, too: the length is strlen",
    fr: "l'octet nul qui termine une chaîne en C est compté et envoyé aussi : la longueur est strlen",
  },
  cut: (came: number, size: number) =>
    hinted({
      en:
        `${came} of ${size} bytes came back as a message of their own: your server takes what one read returns for the whole message`,
      fr:
        `${came} octets sur ${size} sont revenus comme un message à part : votre serveur prend ce que rend une lecture pour le message entier`,
    }, "exact_read"),
  lengthOneRecv: hinted({
    en:
      "your server takes one recv for the whole length (the same message is answered when its length comes in one piece)",
    fr:
      "votre serveur prend un recv pour la longueur entière (il répond au même message quand sa longueur arrive d'un seul tenant)",
  }, "exact_read"),
  bodyOneRecv: hinted({
    en:
      "your server takes one recv for the whole message (the same message is answered when it comes in one piece)",
    fr:
      "votre serveur prend un recv pour le message entier (il répond au même message quand il arrive d'un seul tenant)",
  }, "exact_read"),
  onlyFirst: {
    en:
      "your server takes what came in one segment for one message and leaves or drops the others (the same messages are answered when each comes alone): go on taking messages out of what was read until none is left",
    fr:
      "votre serveur prend ce qui arrive dans un segment pour un seul message et laisse ou perd les autres (il répond aux mêmes messages quand chacun arrive seul) : sortez les messages de ce qui a été lu jusqu'au dernier",
  },
  emptyIsEnd: {
    en: "your server takes an empty message for the end of the stream, and closes",
    fr: "votre serveur prend un message vide pour la fin du flux, et ferme",
  },
  emptyIgnored: {
    en:
      "your server skips an empty message: it is a message like any other, and its answer is an empty message",
    fr:
      "votre serveur saute un message vide : c'est un message comme un autre, et sa réponse est un message vide",
  },
};

/** What was seen of messages, where nothing tells why. */
export const ECHO_MESSAGE_SEEN = {
  nothing: {
    en: "the message was sent whole, and no answer came; from outside nothing tells why",
    fr:
      "le message a été envoyé entier et aucune réponse n'est venue ; rien ne dit pourquoi, vu de l'extérieur",
  },
  long: {
    en: "short messages are answered, and this long one is not; from outside nothing tells why",
    fr:
      "les messages courts reçoivent leur réponse, ce long message non ; rien ne dit pourquoi, vu de l'extérieur",
  },
};

/** A message as it stands after « Expected ». */
export function messageText(quoted: Text, length: number, zero: boolean): Text {
  if (zero) return { en: `${quoted.en} and a zero byte`, fr: `${quoted.fr} et un octet nul` };
  return { en: `a length of ${length} and ${quoted.en}`, fr: `une longueur de ${length} et ${quoted.fr}` };
}

/** Nothing at all, as a message. */
export const EMPTY_MESSAGE: Text = same('""');
