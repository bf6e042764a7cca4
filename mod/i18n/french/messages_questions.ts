import type { Catalogue } from "../translator.ts";

/** What `netlab echo connect`, `prime` and `calc` say. */
export const messagesQuestions: Catalogue = {
  "connected to ${remote} from ${local}; Ctrl-D ends":
    "connecté à ${remote} depuis ${local} ; Ctrl-D pour finir",
  "the server has ended the conversation": "le serveur a mis fin à la conversation",
  "the server ended before it had answered everything": "le serveur a fini avant d'avoir répondu à tout",
  "the server is there, but does not answer any more": "le serveur est là, mais ne répond plus",

  "an expression cannot contain a line end": "une expression ne peut contenir de fin de ligne",
  "a number cannot contain a line end": "un nombre ne peut contenir de fin de ligne",
  "${word} is too large to be worked out": "${word} est trop grand pour être calculé",
  "${question} was answered at try ${tries}": "${question} a reçu sa réponse à l'essai ${tries}",
  "${start}…${end} (${count#} digits)": "${start}…${end} (${count#} chiffres)",
  "prime": "premier",
  "not prime": "non premier",
  "error": "erreur",
  "--stop-on-empty needs --udp": "--stop-on-empty demande --udp",
};
