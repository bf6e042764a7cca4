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
  "{1}.{2} s": "{1},{2} s",
  "{1} later": "{1} plus tard",
  "in the backlog": "dans la file d'attente",
  "{1} in the backlog": "{1} dans la file d'attente",
  "{1} in the buffer": "{1} dans le tampon",
  "Dotted: arrived, and waiting in the kernel until the program takes it.":
    "Pointillés : arrivé, et en attente dans le noyau jusqu'à ce que le programme le prenne.",
  "Zigzag: a time in which nothing happens; rows are in order, not to scale.":
    "Zigzag : un temps où il ne se passe rien ; les lignes suivent l'ordre, pas l'échelle.",
  "{1} waiting": "{1} en attente",
  "the peer has said everything": "l'autre a tout dit",
  "we have said everything": "nous avons tout dit",
  "not shown: a secret": "pas montré : un secret",
  "by worker": "par un assistant",
  "to worker": "à un assistant",
  "worker": "assistant",
  "child": "processus enfant",
  "worker {1} started": "assistant {1} démarré",
  "worker {1} ended": "assistant {1} terminé",
  "worker {1} is free": "assistant {1} libre",
  "by worker {1}": "par l'assistant {1}",
  "to worker {1}": "à l'assistant {1}",
  "child {1} started": "processus {1} démarré",
  "child {1} ended": "processus {1} terminé",
  "to child {1}": "au processus {1}",
};
