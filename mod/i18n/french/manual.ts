import type { Catalogue } from "../catalogue.ts";

/** What only manual pages and completions say. */
export const manual: Catalogue = {
  "ADDRESS": "ADRESSE",
  "TOPIC": "SUJET",
  "a network toolbox and laboratory in one program":
    "une boîte à outils et un laboratoire de réseau en un seul programme",
  "Hands over files, echoes, relays, chats and computes over sockets, plays the exercises of network programming, and checks what others have written.":
    "Transmet des fichiers, fait écho, relaie, bavarde et calcule par des sockets, joue les exercices de programmation réseau et vérifie ce que d'autres ont écrit.",
  "tell the version": "donner la version",
  "explain a command or an idea": "expliquer une commande ou une idée",
  "write the manual page": "écrire la page de manuel",
  "complete in this bash (or zsh)": "compléter dans ce bash (ou zsh)",
  "in every bash": "dans tout bash",
  "in every zsh, with ~/.zfunc in fpath": "dans tout zsh, avec ~/.zfunc dans fpath",
  'no manual page for "{1}"': "pas de page de manuel pour « {1} »",
  "{1} pages written below {2}": "{1} pages écrites sous {2}",
};
