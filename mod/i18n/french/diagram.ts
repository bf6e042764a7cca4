import type { Catalogue } from "../catalogue.ts";

/** The words of sequence diagrams; the names of calls and segments are the same everywhere. */
export const diagram: Catalogue = {
  "shutdown: half-close": "shutdown : demi-fermeture",
  "read: end of stream": "read : fin du flux",
  "close (left)": "close (gauche)",
  "close (right)": "close (droite)",
  "{1} byte": "{1} octet",
  "{1} bytes": "{1} octets",
  "SYN ({1} to {2})": "SYN ({1} vers {2})",
  "to": "vers",
  "Sequence diagram of {1}; {2} events, time runs down.":
    "Diagramme de séquence de {1} ; {2} événements, le temps descend.",
};
