import type { Catalogue } from "../catalogue.ts";

/** What the operating system says through the runtime, where netlab has no words of its own for it. */
export const systemErrors: Catalogue = {
  "Operation not permitted (os error 1)": "opération interdite (os error 1)",
  "No such file or directory (os error 2)": "ce fichier ou ce dossier n'existe pas (os error 2)",
  "Permission denied (os error 13)": "permission refusée (os error 13)",
  "Not a directory (os error 20)": "ce n'est pas un dossier (os error 20)",
  "Is a directory (os error 21)": "c'est un dossier (os error 21)",
  "Too many open files (os error 24)": "trop de fichiers ouverts (os error 24)",
  "File too large (os error 27)": "fichier trop volumineux (os error 27)",
  "No space left on device (os error 28)": "il n'y a plus de place sur le disque (os error 28)",
  "Read-only file system (os error 30)": "système de fichiers en lecture seule (os error 30)",
  "Broken pipe (os error 32)": "tube rompu (os error 32)",
  "Network is unreachable (os error 101)": "réseau inaccessible (os error 101)",
  "Connection reset by peer (os error 104)": "connexion réinitialisée par le pair (os error 104)",
  "Bad file descriptor": "mauvais descripteur de fichier",
  "Cannot allocate memory": "mémoire insuffisante",
  "Invalid argument": "argument invalide",
  "No buffer space available": "plus d'espace tampon disponible",
  "Device or resource busy": "périphérique ou ressource occupé",
  "Resource temporarily unavailable": "ressource temporairement indisponible",
  "Socket operation on non-socket": "opération de socket sur autre chose qu'une socket",
  "Too many open files": "trop de fichiers ouverts",
  "Too many open files in system": "trop de fichiers ouverts dans le système",
};
