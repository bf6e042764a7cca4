import type { Text } from "../../i18n/text.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";

/** The texts about the rules of servers that tell the time. */
export const TIME_TEXTS = {
  unasked: {
    title: { en: "the time comes without a question", fr: "l'heure vient sans question" },
    rule: {
      en: "Once the connection is there the server sends the time; the client need not say anything.",
      fr: "Dès que la connexion est établie, le serveur envoie l'heure ; le client n'a rien à dire.",
    },
  },
  line: {
    title: { en: "the time is one line", fr: "l'heure tient en une ligne" },
    rule: {
      en: "The time is text for people, on one line, ended by a line end.",
      fr: "L'heure est un texte lisible, sur une ligne, terminée par une fin de ligne.",
    },
  },
  fourBytes: {
    title: { en: "the time is four bytes", fr: "l'heure tient en quatre octets" },
    rule: {
      en: "The time is a number of 32 bits: four bytes, and nothing else.",
      fr: "L'heure est un nombre de 32 bits : quatre octets, et rien d'autre.",
    },
  },
  right: {
    title: { en: "the time is right", fr: "l'heure est juste" },
    rule: {
      en:
        "The server tells the time of the moment (RFC 868: in seconds since 1900, the most significant byte first).",
      fr:
        "Le serveur donne l'heure de l'instant (RFC 868 : en secondes depuis 1900, octet de poids fort en premier).",
    },
  },
  end: {
    title: { en: "the connection ends after the time", fr: "la connexion se termine après l'heure" },
    rule: {
      en: "The server closes the connection once it has sent the time.",
      fr: "Le serveur ferme la connexion dès qu'il a envoyé l'heure.",
    },
  },
  goesOn: {
    title: {
      en: "a later client is told a later time",
      fr: "un client ultérieur reçoit une heure ultérieure",
    },
    rule: {
      en: "Each client is told the time at which it came.",
      fr: "Chaque client reçoit l'heure à laquelle il est venu.",
    },
  },
} satisfies Record<string, Omit<RuleText, "source">>;

/** The causes that a sign tells. */
export const TIME_CAUSES = {
  waitsForQuestion: {
    en:
      "your server reads before it sends (the time came once the client had sent a line): send as soon as accept returns",
    fr:
      "votre serveur lit avant d'envoyer (l'heure est venue une fois que le client avait envoyé une ligne) : envoyez dès qu'accept rend la main",
  },
  waitsForEndOfClient: hinted({
    en:
      "the time came only once the client had ended its stream: your server reads before it sends, or keeps the time in a buffer",
    fr:
      "l'heure n'est venue qu'une fois que le client avait terminé son flux : votre serveur lit avant d'envoyer, ou garde l'heure dans un tampon",
  }, "flush"),
  severalLines: {
    en: "your server sends more than one line",
    fr: "votre serveur envoie plus d'une ligne",
  },
  asDigits: hinted({
    en: "your server sends the number as digits, and not as its four bytes",
    fr: "votre serveur envoie le nombre en chiffres, et non ses quatre octets",
  }, "network_order"),
  eightBytes: {
    en: "your server sends eight bytes, a number of 64 bits: four are a number of 32 bits",
    fr: "votre serveur envoie huit octets, un nombre de 64 bits : un nombre de 32 bits en a quatre",
  },
  since1970: {
    en: "your server counts from 1970, the time of Unix: add 2208988800, the seconds from 1900 to 1970",
    fr: "votre serveur compte depuis 1970, l'heure d'Unix : ajoutez 2208988800, les secondes de 1900 à 1970",
  },
  byteOrder: {
    en: "your server sends the least significant byte first: the network's order is the other one (htonl)",
    fr: "votre serveur envoie l'octet de poids faible en premier : l'ordre du réseau est l'inverse (htonl)",
  },
  byteOrderAnd1970: {
    en:
      "your server counts from 1970 and sends the least significant byte first: add 2208988800, and send in the network's order (htonl)",
    fr:
      "votre serveur compte depuis 1970 et envoie l'octet de poids faible en premier : ajoutez 2208988800, et envoyez dans l'ordre du réseau (htonl)",
  },
  waitsForEnd: {
    en:
      "your server waits for the end of the client before it closes: close the connection right after the time",
    fr: "votre serveur attend la fin du client avant de fermer : fermez la connexion aussitôt après l'heure",
  },
  takenOnce: {
    en: "your server takes the time once, before it accepts: ask the clock for each client",
    fr: "votre serveur prend l'heure une fois, avant d'accepter : demandez l'heure pour chaque client",
  },
};

/** What was seen where nothing tells why. */
export const TIME_SEEN = {
  reset: {
    en: "the connection is broken off (RST) instead of ended: what is still on its way may be lost then",
    fr:
      "la connexion est rompue (RST) au lieu d'être terminée : ce qui est encore en route peut alors se perdre",
  },
  open: {
    en: "the time was sent, and the connection stays open",
    fr: "l'heure a été envoyée, et la connexion reste ouverte",
  },
  nothing: {
    en: "nothing came; from outside nothing tells why",
    fr: "rien n'est venu ; rien ne dit pourquoi, vu de l'extérieur",
  },
  otherTime: {
    en: "it is another time than that of this machine",
    fr: "c'est une autre heure que celle de cette machine",
  },
};

/** What is worth saying and breaks no rule. */
export const TIME_NOTES = {
  unknown: {
    en: "no time of day was recognised in what came, so whether it is right was not tried",
    fr: "aucune heure n'a été reconnue dans ce qui est venu : sa justesse n'a pas été vérifiée",
  },
  zone: (told: number, here: number): Text => ({
    en: `it is the time of another zone (${offset(told)}; here ${offset(here)})`,
    fr: `c'est l'heure d'un autre fuseau (${offset(told)} ; ici ${offset(here)})`,
  }),
  noSeconds: {
    en: "no seconds are told, so this cannot be seen",
    fr: "les secondes ne sont pas données : cela ne se voit pas",
  },
};

/** `UTC+01:00` */
function offset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}
