import type { Catalogue } from "../translator.ts";

/** The words of sequence diagrams; the names of calls and segments are the same everywhere. */
export const diagram: Catalogue = {
  "shutdown: half-close": "shutdown : demi-fermeture",
  "read: end of stream": "read : fin du flux",
  "close (left)": "close (gauche)",
  "close (right)": "close (droite)",
  "{1} byte": "{1} octet",
  "${count#} bytes": "${count#} octets",
  "SYN (${from} to ${to})": "SYN (${from} vers ${to})",
  "to": "vers",
  "Sequence diagram of ${names}; ${count} events, time runs down.":
    "Diagramme de séquence de ${names} ; ${count} événements, le temps descend.",
};
