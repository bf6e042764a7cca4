import type { Catalogue } from "../../mod/language/translator.ts";

/** What is said about a command line that is wrong. */
export const usageErrors: Catalogue = {
  "netlab: ${sentence*}": "netlab: ${sentence*}",
  "netlab ${command}: ${sentence*}": "netlab ${command}: ${sentence*}",
  "--${option} ${complaint*}": "--${option} ${complaint*}",
  "PORT ${complaint*}": "PORT ${complaint*}",

  "unknown option ${option}": "option inconnue ${option}",
  "unknown option ${option}; did you mean --${near}?":
    "option inconnue ${option} ; vouliez-vous dire --${near} ?",
  "takes no value": "ne prend pas de valeur",
  "needs a value": "demande une valeur",
  'needs a number, not "${typed}"': "demande un nombre, et non « ${typed} »",
  'needs a number of at least ${least}, not "${typed}"':
    "demande un nombre supérieur ou égal à ${least}, et non « ${typed} »",
  'needs a number from ${least} to ${most}, not "${typed}"':
    "demande un nombre de ${least} à ${most}, et non « ${typed} »",
  'needs a whole number, not "${typed}"': "demande un nombre entier, et non « ${typed} »",
  'needs a whole number of at least ${least}, not "${typed}"':
    "demande un nombre entier supérieur ou égal à ${least}, et non « ${typed} »",
  'needs a whole number from ${least} to ${most}, not "${typed}"':
    "demande un nombre entier de ${least} à ${most}, et non « ${typed} »",
  'needs one of ${words}, not "${typed}"': "demande l'un de : ${words}, et non « ${typed} »",
  "needs more than 0 seconds": "demande plus de 0 seconde",
  "needs the 64 hexadecimal digits of a SHA-256": "demande les 64 chiffres hexadécimaux d'un SHA-256",
  'needs a size such as 500kB, 2MB or 1GiB, not "${typed}"':
    "demande une taille comme 500kB, 2MB ou 1GiB, et non « ${typed} »",
  'needs a rate such as 500kB/s or 2MB/s, not "${typed}"':
    "demande un débit comme 500kB/s ou 2MB/s, et non « ${typed} »",
  "takes no password on the command line, where others can see it; set ${variable} instead":
    "ne prend pas de mot de passe sur la ligne de commande, où d'autres peuvent le voir ; définissez plutôt ${variable}",
  "SHELL ${complaint*}": "SHELL ${complaint*}",

  'too many arguments: "${typed}" is one more than expected': "trop d'arguments : « ${typed} » est de trop",
  "HOST PORT is missing": "il manque HÔTE PORT",
  'PORT is missing after "${host}"': "il manque PORT après « ${host} »",
  "${name*} is missing": "il manque ${name*}",

  'unknown command "${command}"': "commande inconnue « ${command} »",
  'unknown command "${command}"; did you mean "${near}"?':
    "commande inconnue « ${command} » ; vouliez-vous dire « ${near} » ?",
  "a command is missing before ${option}": "il manque une commande avant ${option}",
  'a command is missing before ${option}; did you mean "${near}"?':
    "il manque une commande avant ${option} ; vouliez-vous dire « ${near} » ?",
  'no help for "${topic}"': "pas d'aide sur « ${topic} »",
  'no help for "${topic}"; did you mean "${near}"?':
    "pas d'aide sur « ${topic} » ; vouliez-vous dire « ${near} » ?",
  "${command} shows what there is.": "${command} montre ce qu'il y a.",
};
