import type { Catalogue } from "../catalogue.ts";

/** What `netlab echo connect`, `prime` and `calc` say. */
export const messagesQuestions: Catalogue = {
  "connected to {1} from {2}; {end-key} ends": "connecté à {1} depuis {2} ; {end-key} pour finir",
  "the server has ended the conversation": "le serveur a mis fin à la conversation",
  "the server ended before it had answered everything": "le serveur a fini avant d'avoir répondu à tout",
  "the server is there, but does not answer any more": "le serveur est là, mais ne répond plus",

  "an expression cannot contain a line end": "une expression ne peut contenir de fin de ligne",
  "is more than the {1} bytes that --framing {2} allows": "dépasse les {1} octets que --framing {2} permet",
  "is for TCP, and not for --udp": "sert en TCP, pas avec --udp",
  "a number cannot contain a line end": "un nombre ne peut contenir de fin de ligne",
  "{1} is too large to be worked out": "{1} est trop grand pour être calculé",
  "A datagram holds at most {1} bytes, and this line has {2}":
    "Un datagramme contient au plus {1} octets, et cette ligne en a {2}",
  "it was answered at try {1}": "la réponse est venue à l'essai {1}",
  "{1} was answered at try {2}": "{1} a reçu sa réponse à l'essai {2}",
  "{1}…{2} ({3} digits)": "{1}…{2} ({3} chiffres)",
  "prime": "premier",
  "not prime": "non premier",
  "error": "erreur",
};
