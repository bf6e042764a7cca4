import type { Catalogue } from "../catalogue.ts";

/** The names of values in usage lines, and the words of the help itself. */
export const helpWords: Catalogue = {
  "ADDR": "ADRESSE",
  "BYTES": "OCTETS",
  "COMMAND": "COMMANDE",
  "DIR": "DOSSIER",
  "EXERCISE": "EXERCICE",
  "FILE": "FICHIER",
  "GROUP": "GROUPE",
  "HEADER": "EN-TÊTE",
  "HOST": "HÔTE",
  "NAME": "NOM",
  "NICK": "PSEUDO",
  "NUMBER": "NOMBRE",
  "ORIGIN": "ORIGINE",
  "PATH": "CHEMIN",
  "RATE": "DÉBIT",
  "RULE": "RÈGLE",
  "SECONDS": "SECONDES",
  "SIZE": "TAILLE",
  "TEXT": "TEXTE",
  "TIME": "DURÉE",
  "WORD": "MOT",
  "<bytes>": "<octets>",
  "<file>": "<fichier>",
  "<name>": "<nom>",
  "<mask>": "<masque>",
  "<seconds>": "<secondes>",

  "netlab: a network toolbox and laboratory in one program":
    "netlab : une boîte à outils et un laboratoire de réseau en un seul programme",
  "Usage: netlab COMMAND …": "Usage : netlab COMMANDE …",
  "Usage:": "Usage :",
  "netlab {1}:": "netlab {1} :",
  "[options]": "[options]",
  "Options:": "Options :",
  "Example:": "Exemple :",
  "Examples:": "Exemples :",
  "(default {1})": "(par défaut : {1})",
  "show this help": "afficher cette aide",
  "netlab help TOPIC explains:": "netlab help SUJET explique :",
  "netlab help PAGE shows a page of the documentation, --html prints it:":
    "netlab help PAGE montre une page de la documentation, --html l'imprime :",
  "netlab COMMAND --help tells more; netlab --version tells the version.":
    "netlab COMMANDE --help en dit plus ; netlab --version donne la version.",
  "netlab {1} COMMAND --help tells more.": "netlab {1} COMMANDE --help en dit plus.",
  "netlab {1} --help tells more.": "netlab {1} --help en dit plus.",
  "language of help and messages (default: as LC_ALL, LC_MESSAGES or LANG say)":
    "langue de l'aide et des messages (par défaut : celle de LC_ALL, LC_MESSAGES ou LANG)",

  "no limit": "sans limite",
  "nobody": "personne",
  "another one each time": "une autre à chaque fois",
};
