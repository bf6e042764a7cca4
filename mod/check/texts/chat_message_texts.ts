import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { sheet } from "./source.ts";
import { hinted } from "./common_causes.ts";

const SOURCE = sheet("001 Q5–Q6");
const text = (title: Text, rule: Text): RuleText => ({ title, rule, source: SOURCE });
const ALL: Text = {
  en:
    "A message that is received from one client is sent on to all the other clients, marked off in the same way.",
  fr: "Un message reçu d'un client est renvoyé à tous les autres clients, délimité de la même façon.",
};
const WHOLE: Text = {
  en: "A message is sent on when all its bytes have come, however many segments they came in.",
  fr:
    "Un message est renvoyé quand tous ses octets sont arrivés, quel que soit le nombre de segments qui les ont apportés.",
};
const LEAVES: Text = {
  en: "A client may leave at any moment; the talk of the others goes on.",
  fr: "Un client peut partir à tout moment ; la discussion des autres continue.",
};

/** The texts about the rules of a chat whose messages a length or a zero byte marks off. */
export const CHAT_MESSAGE_TEXTS = {
  all: text({
    en: "a message from one client goes to all the others",
    fr: "un message d'un client va à tous les autres",
  }, ALL),
  notBack: text({
    en: "a message does not come back to who said it",
    fr: "un message ne revient pas à celui qui l'a dit",
  }, ALL),
  anyOrder: text({ en: "everybody may speak at any time", fr: "chacun peut parler à tout moment" }, {
    en: "Any number of clients, in any order of speaking and connecting.",
    fr: "Un nombre variable de clients, dans n'importe quel ordre d'intervention et de connexion.",
  }),
  accents: text({
    en: "accents and emoji arrive right, their bytes counted",
    fr: "les accents et les emojis arrivent intacts, leurs octets comptés",
  }, {
    en: "A length counts bytes, not characters; text is UTF-8.",
    fr: "Une longueur compte des octets, pas des caractères ; le texte est en UTF-8.",
  }),
  lengthSplit: text({
    en: "a length that arrives in two segments is still one length",
    fr: "une longueur qui arrive en deux segments reste une seule longueur",
  }, WHOLE),
  bodySplit: text({
    en: "a message that arrives in pieces is still one message",
    fr: "un message qui arrive en morceaux reste un seul message",
  }, WHOLE),
  glued: text({
    en: "ten messages in one segment arrive as ten messages, in order",
    fr: "dix messages dans un même segment arrivent comme dix messages, dans l'ordre",
  }, WHOLE),
  mixed: text({
    en: "the beginning of one's message is not mixed with another one's",
    fr: "le début du message de l'un ne se mélange pas à celui d'un autre",
  }, { en: "Messages are never interleaved or lost.", fr: "Les messages ne sont ni entremêlés ni perdus." }),
  late: text({
    en: "who comes later takes part from then on",
    fr: "qui arrive plus tard participe dès lors",
  }, {
    en: "Clients come and go at any time.",
    fr: "Les clients arrivent et partent à tout moment.",
  }),
  leaves: text({
    en: "when one leaves in the middle of a message the others go on",
    fr: "quand l'un part au milieu d'un message, les autres continuent",
  }, LEAVES),
  reset: text({
    en: "when one breaks off the others go on",
    fr: "quand l'un rompt la connexion, les autres continuent",
  }, LEAVES),
} satisfies Record<string, RuleText>;

/** The causes that something shows. */
export const CHAT_MESSAGE_CAUSES = {
  notAll: {
    en:
      "one of the others has heard the message, and another one has not: is each client in the list that it goes to?",
    fr:
      "l'un des autres a entendu le message, un autre non : chaque client est-il dans la liste des destinataires ?",
  },
  back: {
    en: "your server sends the message back to who said it: leave the sender out of the loop",
    fr: "votre serveur renvoie le message à celui qui l'a dit : sautez l'émetteur dans la boucle",
  },
  onlyFirst: {
    en:
      "your server sends on the first of several messages that came in one segment, though all arrive when each comes alone: go on taking messages out of what was read until none is left",
    fr:
      "votre serveur renvoie le premier de plusieurs messages arrivés dans un même segment, alors que tous arrivent quand chacun vient seul : sortez les messages de ce qui a été lu jusqu'au dernier",
  },
  mixed: {
    en:
      "the beginning of one client's message stands in front of another one's, as if they were one: collect the bytes of each client in a buffer of its own",
    fr:
      "le début du message d'un client se retrouve devant celui d'un autre, comme s'ils n'en faisaient qu'un : accumulez les octets de chaque client dans un tampon à lui",
  },
  early: hinted({
    en: "your server sends on what one recv returned, before the message was whole",
    fr: "votre serveur renvoie ce qu'un recv a rendu, avant que le message soit entier",
  }, "exact_read"),
};

/** What was seen in a chat of messages, where nothing tells why. */
export const CHAT_MESSAGE_SEEN = {
  nobody: {
    en: "one has said a message, and no other has heard it; from outside nothing tells why",
    fr: "l'un a dit un message, et aucun autre ne l'a entendu ; rien ne dit pourquoi, vu de l'extérieur",
  },
  one: {
    en: "others were heard, and this one is not; from outside nothing tells why",
    fr: "d'autres ont été entendus, celui-ci non ; rien ne dit pourquoi, vu de l'extérieur",
  },
};
