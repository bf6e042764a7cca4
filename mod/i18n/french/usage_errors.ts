import type { Catalogue } from "../catalogue.ts";

/** What is said about a command line that is wrong. */
export const usageErrors: Catalogue = {
  '{1} takes no "{2}"': "{1} ne prend pas « {2} »",
  "--{1} {2}": "--{1} {2}",
  "needs {1}": "demande {1}",
  "{1} or {2}": "{1} ou {2}",

  "--time-limit needs more than 0 seconds": "--time-limit demande plus de 0 seconde",
  "--lang needs a value": "--lang demande une valeur",
  "--lang {1}": "--lang {1}",
  "--run: {1}": "--run : {1}",
  '--run: there is no program "{1}": a backslash was taken for a quote; write {2}':
    "--run : il n'y a pas de programme « {1} » : une barre oblique inverse a servi à protéger un caractère ; " +
    "écrivez {2}",
  "--{1} takes no value": "--{1} ne prend pas de valeur",
  "--{1} needs a value": "--{1} demande une valeur",
  '--{1} is given twice, as "{2}" and as "{3}"': "--{1} est donné deux fois, « {2} » et « {3} »",
  'SHELL needs one of {1}, not "{2}"': "SHELL demande l'une de ces valeurs : {1}, et non « {2} »",
  'unknown command "{1} {2}"': "commande inconnue « {1} {2} »",
  '{1}; did you mean "{2}{3}"?': "{1} ; vouliez-vous dire « {2}{3} » ?",
  "netlab help shows what there is.": "netlab help montre tout ce qui existe.",
  "unknown option {1}": "option inconnue {1}",
  "unknown option {1}; did you mean --{2}?": "option inconnue {1} ; vouliez-vous dire --{2} ?",
  'needs a number{1}, not "{2}"': "demande un nombre{1}, et non « {2} »",
  'needs a whole number{1}, not "{2}"': "demande un nombre entier{1}, et non « {2} »",
  " of at least {1}": " d'au moins {1}",
  " from {1} to {2}": " de {1} à {2}",
  'needs an address, a network such as 10.0.0.0/8, or loopback, not "{1}"':
    "demande une adresse, un réseau comme 10.0.0.0/8, ou loopback, et non « {1} »",
  'needs a name such as files.example.org, not "{1}"':
    "demande un nom comme files.example.org, et non « {1} »",
  'needs one of {1}, not "{2}"': "demande l'une de ces valeurs : {1}, et non « {2} »",
  "needs the 64 hexadecimal digits of a SHA-256": "demande les 64 chiffres hexadécimaux d'un SHA-256",
  'needs a size such as 500kB, 2MB or 1GiB, not "{1}"':
    "demande une taille comme 500kB, 2MB ou 1GiB, et non « {1} »",
  'needs a rate such as 500kB/s or 2MB/s, not "{1}"':
    "demande un débit comme 500kB/s ou 2MB/s, et non « {1} »",
  "takes no password on the command line, where others can see it; set {1} instead":
    "ne prend pas de mot de passe sur la ligne de commande, où d'autres peuvent le voir ; définissez plutôt {1}",
  "is not for this service: its clients share one memory, and each worker would have its own":
    "n'est pas pour ce service : ses clients partagent une mémoire, et chaque processus ou fil d'exécution aurait la sienne",
  "unknown option {1}; {2} stands by itself: netlab {3} {4}":
    "option inconnue {1} ; {2} s'écrit sans option : netlab {3} {4}",

  'too many arguments: "{1}" is one more than expected': "trop d'arguments : « {1} » est de trop",
  'PORT is missing after "{1}"': "il manque PORT après « {1} »",
  "HOST PORT": "HÔTE PORT",
  "{1} is missing": "il manque {1}",

  'unknown command "{1}"': "commande inconnue « {1} »",
  "a command is missing before {1}": "il manque une commande avant {1}",
  'no help for "{1}"': "pas d'aide sur « {1} »",
  "{1} shows what there is.": "{1} montre tout ce qui existe.",

  "--{1} cannot be said with --framing {2}: {3}": "--{1} ne peut pas être dit avec --framing {2} : {3}",
};
