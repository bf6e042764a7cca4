import type { Catalogue } from "../translator.ts";

/** What is said about a command line that is wrong. */
export const usageErrors: Catalogue = {
  "netlab: ${sentence*}": "netlab: ${sentence*}",
  "netlab ${command}: ${sentence*}": "netlab ${command}: ${sentence*}",
  "--${option} ${complaint*}": "--${option} ${complaint*}",
  "PORT ${complaint*}": "PORT ${complaint*}",

  "--time-limit needs more than 0 seconds": "--time-limit demande plus de 0 seconde",
  "--lang needs a value": "--lang demande une valeur",
  "--lang {1}": "--lang {1}",
  "--run: {1}": "--run : {1}",
  "--{1} takes no value": "--{1} ne prend pas de valeur",
  "--{1} needs a value": "--{1} demande une valeur",
  'SHELL needs one of {1}, not "{2}"': "SHELL demande l'une de ces valeurs : {1}, et non « {2} »",
  'unknown command "{1} {2}"': "commande inconnue « {1} {2} »",
  '{1}; did you mean "{2}{3}"?': "{1} ; vouliez-vous dire « {2}{3} » ?",
  "netlab help shows what there is.": "netlab help montre tout ce qui existe.",
  "unknown option ${option}": "option inconnue ${option}",
  "unknown option ${option}; did you mean --${near}?":
    "option inconnue ${option} ; vouliez-vous dire --${near} ?",
  "takes no value": "ne prend pas de valeur",
  "needs a value": "demande une valeur",
  'needs a number${range*}, not "${typed}"': "demande un nombre${range*}, et non « ${typed} »",
  'needs a whole number${range*}, not "${typed}"': "demande un nombre entier${range*}, et non « ${typed} »",
  " of at least ${least}": " d'au moins ${least}",
  " from ${least} to ${most}": " de ${least} à ${most}",
  'needs an address, a network such as 10.0.0.0/8, or loopback, not "${typed}"':
    "demande une adresse, un réseau comme 10.0.0.0/8, ou loopback, et non « ${typed} »",
  'needs a name such as files.example.org, not "${typed}"':
    "demande un nom comme files.example.org, et non « ${typed} »",
  'needs one of ${words}, not "${typed}"': "demande l'une de ces valeurs : ${words}, et non « ${typed} »",
  "needs more than 0 seconds": "demande plus de 0 seconde",
  "needs the 64 hexadecimal digits of a SHA-256": "demande les 64 chiffres hexadécimaux d'un SHA-256",
  'needs a size such as 500kB, 2MB or 1GiB, not "${typed}"':
    "demande une taille comme 500kB, 2MB ou 1GiB, et non « ${typed} »",
  'needs a rate such as 500kB/s or 2MB/s, not "${typed}"':
    "demande un débit comme 500kB/s ou 2MB/s, et non « ${typed} »",
  "takes no password on the command line, where others can see it; set ${variable} instead":
    "ne prend pas de mot de passe sur la ligne de commande, où d'autres peuvent le voir ; définissez plutôt ${variable}",
  "is not for this service: its clients share one memory, and each worker would have its own":
    "n'est pas pour ce service : ses clients partagent une mémoire, et chaque assistant aurait la sienne",
  "unknown option ${option}; ${place} stands by itself: netlab ${command} ${usage*}":
    "option inconnue ${option} ; ${place} s'écrit sans option : netlab ${command} ${usage*}",
  "SHELL ${complaint*}": "SHELL ${complaint*}",

  'too many arguments: "${typed}" is one more than expected': "trop d'arguments : « ${typed} » est de trop",
  'PORT is missing after "${host}"': "il manque PORT après « ${host} »",
  "HOST PORT": "HÔTE PORT",
  "${name*} is missing": "il manque ${name*}",

  'unknown command "${command}"': "commande inconnue « ${command} »",
  "a command is missing before ${option}": "il manque une commande avant ${option}",
  'no help for "${topic}"': "pas d'aide sur « ${topic} »",
  '${what*}; did you mean "${near}"?': "${what*} ; vouliez-vous dire « ${near} » ?",
  "${command} shows what there is.": "${command} montre tout ce qui existe.",
};
