import type { CauseText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import type { Expectation } from "../causes/expectation.ts";
import type { RuleText } from "../rule.ts";
import type { SpeedMessage, Ticket } from "../rules/speed/messages.ts";
import { hinted } from "./common_causes.ts";
import { protohackers } from "./source.ts";

const SOURCE = protohackers(6);
const TICKET: Text = {
  en:
    "A car whose average speed between two cameras of a road is beyond the limit gets a ticket: the earlier place and time first, the speed in hundredths of a mile per hour.",
  fr:
    "Une voiture dont la vitesse moyenne entre deux caméras d'une route dépasse la limite reçoit une amende : d'abord le lieu et l'instant les plus anciens, la vitesse en centièmes de mille par heure.",
};
const DAY: Text = {
  en:
    "A car gets at most one ticket a day (a day is time / 86400, rounded down); one that spans several days counts for each of them.",
  fr:
    "Une voiture reçoit au plus une amende par jour (le jour est temps / 86400, arrondi vers le bas) ; celle qui couvre plusieurs jours compte pour chacun.",
};

/** The rules of Protohackers' Speed Daemon. */
export const SPEED_TEXTS = {
  ticket: {
    title: { en: "a car that is too fast gets its ticket", fr: "une voiture trop rapide reçoit son amende" },
    rule: TICKET,
    source: SOURCE,
  },
  limit: {
    title: {
      en: "a car at the limit, or below it, gets none",
      fr: "à la limite ou en dessous, pas d'amende",
    },
    rule: {
      en:
        "Nobody gets a ticket without having been faster than the limit; half a mile per hour more always gets one.",
      fr:
        "Personne ne reçoit d'amende sans avoir dépassé la limite ; un demi-mille par heure de plus en vaut toujours une.",
    },
    source: SOURCE,
  },
  order: {
    title: {
      en: "sightings come in any order, and cars drive both ways",
      fr: "les observations arrivent dans n'importe quel ordre, et les voitures vont dans les deux sens",
    },
    rule: TICKET,
    source: SOURCE,
  },
  numbers: {
    title: {
      en: "long roads, late times and fractions of a speed",
      fr: "longues routes, temps tardifs et fractions de vitesse",
    },
    rule: {
      en: "Miles are u16, times u32; a speed is in hundredths of a mile per hour.",
      fr: "Les milles sont des u16, les temps des u32 ; une vitesse est en centièmes de mille par heure.",
    },
    source: SOURCE,
  },
  stored: {
    title: {
      en: "a ticket waits for a dispatcher of its road",
      fr: "une amende attend un répartiteur de sa route",
    },
    rule: {
      en: "Where no dispatcher of the road is connected the ticket is kept until one comes.",
      fr: "Sans répartiteur connecté pour la route, l'amende est gardée jusqu'à ce qu'il en vienne un.",
    },
    source: SOURCE,
  },
  kept: {
    title: {
      en: "what a camera has seen outlives its connection",
      fr: "ce qu'a vu une caméra survit à sa connexion",
    },
    rule: TICKET,
    source: SOURCE,
  },
  day: {
    title: { en: "a car gets one ticket a day", fr: "une voiture reçoit une amende par jour" },
    rule: DAY,
    source: SOURCE,
  },
  days: {
    title: {
      en: "a ticket over midnight counts for both days",
      fr: "une amende à cheval sur minuit compte pour les deux jours",
    },
    rule: DAY,
    source: SOURCE,
  },
  roads: {
    title: {
      en: "a ticket goes to one dispatcher of its road",
      fr: "une amende va à un seul répartiteur de sa route",
    },
    rule: {
      en:
        "Each ticket goes once, to one dispatcher whose roads it is on; roads have nothing to do with each other.",
      fr:
        "Chaque amende va une fois, à un répartiteur chargé de sa route ; les routes n'ont rien à voir entre elles.",
    },
    source: SOURCE,
  },
  heartbeat: {
    title: { en: "heartbeats come as often as asked", fr: "les battements viennent au rythme demandé" },
    rule: {
      en: "WantHeartbeat says the interval in tenths of a second; 0 asks for none.",
      fr: "WantHeartbeat donne l'intervalle en dixièmes de seconde ; 0 n'en demande aucun.",
    },
    source: SOURCE,
  },
  errors: {
    title: {
      en: "what a client may not say is answered with Error and the end",
      fr: "ce qu'un client ne doit pas dire reçoit Error, puis la fin",
    },
    rule: {
      en:
        "An unknown type, Plate from no camera, and a second IAmCamera, IAmDispatcher or WantHeartbeat are errors: the server sends Error and closes.",
      fr:
        "Un type inconnu, Plate sans être une caméra, et un second IAmCamera, IAmDispatcher ou WantHeartbeat sont des erreurs : le serveur envoie Error et ferme.",
    },
    source: SOURCE,
  },
  pieces: {
    title: {
      en: "messages may be cut anywhere, and several may come in one segment",
      fr: "les messages peuvent être coupés n'importe où, et arriver à plusieurs dans un segment",
    },
    rule: {
      en: "The type of a message tells how long it is, however many segments it came in.",
      fr: "Le type d'un message dit sa longueur, quel que soit le nombre de segments qui l'apportent.",
    },
    source: SOURCE,
  },
  many: {
    title: { en: "150 clients at once", fr: "150 clients à la fois" },
    rule: {
      en: "At least 150 clients are served at once, and each ticket goes out once.",
      fr: "Au moins 150 clients sont servis à la fois, et chaque amende part une fois.",
    },
    source: SOURCE,
  },
} satisfies Record<string, RuleText>;

/** What is expected, and how a message is told. */
export const SPEED_EXPECTED = {
  ticket: (ticket: Ticket): Expectation => ticketText(ticket, either(ticket.speed)),
  received: (message: SpeedMessage): Text =>
    message.type === "ticket" ? ticketText(message.ticket) : {
      en: message.type === "error" ? `Error ${JSON.stringify(message.text)}` : "Heartbeat",
      fr: message.type === "error" ? `Error ${JSON.stringify(message.text)}` : "Heartbeat",
    },
  noTicket: (why: Text): Expectation => ({
    en: `no ticket for ${why.en}`,
    fr: `pas d'amende pour ${why.fr}`,
  }),
  atLimit: { en: "a car at the limit or below it", fr: "une voiture à la limite ou en dessous" },
  sameDay: {
    en: "a car that has one for this day",
    fr: "une voiture qui en a déjà une pour ce jour",
  },
  otherRoads: {
    en: "a car that was seen on two roads",
    fr: "une voiture vue sur deux routes",
  },
  again: { en: "a car that has got it already", fr: "une voiture qui l'a déjà reçue" },
  heartbeats: { en: "a Heartbeat every 200 ms", fr: "un Heartbeat toutes les 200 ms" },
  noHeartbeat: {
    en: "no Heartbeat for an interval of 0",
    fr: "pas de Heartbeat pour un intervalle de 0",
  },
  beats: (milliseconds: number): Text => ({
    en: `a Heartbeat every ${milliseconds} ms`,
    fr: `un Heartbeat toutes les ${milliseconds} ms`,
  }),
  error: (what: string): Expectation => ({
    en: `Error (0x10) in answer to ${what}`,
    fr: `Error (0x10) en réponse à ${what}`,
  }),
  end: (what: string): Expectation => ({
    en: `the end of the connection after ${what}`,
    fr: `la fin de la connexion après ${what}`,
  }),
  tickets: (count: number): Expectation => ({
    en: `${count} tickets, each of them once`,
    fr: `${count} amendes, chacune une fois`,
  }),
};

function ticketText(ticket: Ticket, speed = String(ticket.speed)): Text {
  const { plate, road, mile1, time1, mile2, time2 } = ticket;
  return {
    en:
      `a ticket for ${plate} on road ${road}, mile ${mile1} at ${time1} to mile ${mile2} at ${time2}, speed ${speed}`,
    fr:
      `une amende pour ${plate}, route ${road}, mille ${mile1} à ${time1} jusqu'au mille ${mile2} à ${time2}, vitesse ${speed}`,
  };
}

/** Either rounding of a speed; one number where it is whole. */
function either(speed: number): string {
  const [low, high] = [Math.floor(speed), Math.ceil(speed)];
  return low === high ? String(low) : `${low} / ${high}`;
}

/** The mistakes, each of which is told by the very ticket or message. */
export const SPEED_CAUSES = {
  littleEndian: {
    en:
      "the numbers of the ticket have their bytes in the wrong order: u16 and u32 travel with the highest byte first",
    fr:
      "les nombres de l'amende ont leurs octets dans le mauvais ordre : u16 et u32 voyagent l'octet de poids fort en premier",
  },
  noMessage: {
    en: "what came is no message that a server sends: those begin with 0x10, 0x21 or 0x41",
    fr: "ce qui est arrivé n'est pas un message de serveur : ils commencent par 0x10, 0x21 ou 0x41",
  },
  endsExchanged: {
    en: "the two ends of the ticket are exchanged: mile1 and timestamp1 are those of the earlier sighting",
    fr:
      "les deux bouts de l'amende sont inversés : mile1 et timestamp1 sont ceux de l'observation la plus ancienne",
  },
  signedTimes: {
    en:
      "the two ends of the ticket are exchanged where a time has its highest bit set: timestamps are u32, without a sign",
    fr:
      "les deux bouts de l'amende sont inversés quand un temps a son bit de poids fort à 1 : les temps sont des u32, sans signe",
  },
  sortedByMile: {
    en:
      "the miles of the ticket are in the order of the road, and its times in theirs: each mile goes with its time",
    fr:
      "les milles de l'amende sont dans l'ordre de la route, et les temps dans le leur : chaque mille va avec son instant",
  },
  notTimesHundred: {
    en: "the speed is in miles per hour: a ticket has a hundred times that",
    fr: "la vitesse est en milles par heure : une amende en porte cent fois plus",
  },
  roundsTooEarly: {
    en: "the speed was rounded to whole miles per hour before it was taken a hundred times: multiply first",
    fr:
      "la vitesse a été arrondie en milles par heure entiers avant d'être multipliée par cent : multipliez d'abord",
  },
  overflow: hinted({
    en: "the speed overflows (this is what is left of distance × 360000 in 32 bits, divided by the time)",
    fr: "la vitesse déborde (c'est ce qu'il reste de distance × 360000 sur 32 bits, divisé par le temps)",
  }, "wide"),
  atLimit: {
    en: "a car at the limit got a ticket: only what is faster than the limit gets one",
    fr: "une voiture à la limite a reçu une amende : il faut dépasser la limite pour en recevoir une",
  },
  belowLimit: {
    en: "a car below the limit got a ticket (the speed in it says so)",
    fr: "une voiture en dessous de la limite a reçu une amende (la vitesse qu'elle porte le dit)",
  },
  lost: {
    en:
      "a ticket is lost where no dispatcher is there (one that was issued later arrived): keep it, and send it when one comes",
    fr:
      "une amende est perdue quand aucun répartiteur n'est là (une autre, émise plus tard, est arrivée) : gardez-la, et envoyez-la quand il en vient un",
  },
  forgetsCamera: {
    en:
      "what a camera has seen is forgotten when it leaves (where both cameras stay, the ticket comes): keep it with the road, not with the connection",
    fr:
      "ce qu'une caméra a vu est oublié quand elle part (si les deux restent, l'amende vient) : gardez-le avec la route, pas avec la connexion",
  },
  twiceADay: {
    en: "the car got a second ticket on the same day: remember, for each car, the days of its tickets",
    fr:
      "la voiture a reçu une deuxième amende le même jour : retenez, pour chaque voiture, les jours de ses amendes",
  },
  onlyFirstDay: {
    en:
      "a ticket over midnight was counted for its first day alone: it counts for every day from its first to its last",
    fr:
      "une amende à cheval sur minuit n'a compté que pour son premier jour : elle compte pour chaque jour, du premier au dernier",
  },
  onlyLastDay: {
    en:
      "a ticket over midnight was counted for its last day alone: it counts for every day from its first to its last",
    fr:
      "une amende à cheval sur minuit n'a compté que pour son dernier jour : elle compte pour chaque jour, du premier au dernier",
  },
  wrongRoad: {
    en: "a ticket came to a dispatcher that is not there for its road",
    fr: "une amende est arrivée chez un répartiteur qui n'est pas chargé de sa route",
  },
  mixesRoads: {
    en:
      "the car was seen on two roads, and got a ticket as if they were one: compare sightings of the same road alone",
    fr:
      "la voiture a été vue sur deux routes, et a reçu une amende comme si c'en était une seule : ne comparez que les observations d'une même route",
  },
  toAll: {
    en: "the same ticket went to two dispatchers: choose one of them",
    fr: "la même amende est allée à deux répartiteurs : choisissez l'un d'eux",
  },
  twice: {
    en: "the same ticket came twice",
    fr: "la même amende est arrivée deux fois",
  },
  rhythm: {
    en: "the interval is not what was asked for: WantHeartbeat counts in tenths of a second",
    fr: "l'intervalle n'est pas celui demandé : WantHeartbeat compte en dixièmes de seconde",
  },
  zeroInterval: {
    en: "an interval of 0 asks for no heartbeats, and one came",
    fr: "un intervalle de 0 ne demande aucun battement, et il en est venu un",
  },
  noError: {
    en: "the connection was closed without a word: send Error (0x10 and a text) first",
    fr: "la connexion a été fermée sans un mot : envoyez d'abord Error (0x10 et un texte)",
  },
  staysOpen: {
    en: "Error came, and the connection stays open: close it afterwards",
    fr: "Error est arrivé, et la connexion reste ouverte : fermez-la ensuite",
  },
  ignoresError: {
    en: "nothing came in answer to what a client may not say; from outside nothing tells why",
    fr:
      "rien n'est venu en réponse à ce qu'un client ne doit pas dire ; rien ne dit pourquoi, vu de l'extérieur",
  },
  oneRecv: hinted({
    en:
      "your server takes what one recv returns for one message (the same messages do what they should when each comes in a segment of its own)",
    fr:
      "votre serveur prend ce que rend un recv pour un message (les mêmes messages font ce qu'ils doivent quand chacun arrive dans son propre segment)",
  }, "exact_read"),
  nothing: {
    en: "everything was sent whole, and nothing came; from outside nothing tells why",
    fr: "tout a été envoyé en entier et rien n'est venu ; rien ne dit pourquoi, vu de l'extérieur",
  },
} satisfies Record<string, CauseText>;
