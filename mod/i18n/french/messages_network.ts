import type { Catalogue } from "../translator.ts";

/** What goes wrong between machines: connecting, listening, reading. */
export const messagesNetwork: Catalogue = {
  "Cannot connect to ${where}: ${reason*}": "Connexion à ${where} impossible : ${reason*}",
  "connection refused (is the server running?)": "connexion refusée (le serveur est-il lancé ?)",
  "no answer (is there a firewall in between?)": "pas de réponse (y a-t-il un pare-feu entre les deux ?)",
  "there is no way to that network": "aucun chemin ne mène à ce réseau",
  "this machine has no address of that family, or no port left for one more connection":
    "cette machine n'a pas d'adresse de cette famille, ou plus de port pour une connexion de plus",
  "No answer from ${where} after ${tries} tries (is the server running?)":
    "Pas de réponse de ${where} après ${tries} essais (le serveur est-il lancé ?)",
  'Cannot find the ${kind}address of "${host}": no such host':
    "Adresse ${kind}de « ${host} » introuvable : cet hôte n'existe pas",
  "${host} is not an IPv${family} address": "${host} n'est pas une adresse IPv${family}",

  "the program is not permitted ${what}": "le programme n'a pas la permission requise : ${what}",
  "Cannot accept clients any more: ${reason*}": "Impossible d'accepter encore des clients : ${reason*}",
  "Cannot listen on port ${port}: ${reason*}": "Impossible d'écouter sur le port ${port} : ${reason*}",
  "Cannot listen on UDP port ${port}: ${reason*}":
    "Impossible d'écouter sur le port UDP ${port} : ${reason*}",
  "Cannot listen on ${where}: ${reason*}": "Impossible d'écouter sur ${where} : ${reason*}",
  "Cannot listen on ${where} (UDP): ${reason*}": "Impossible d'écouter sur ${where} (UDP) : ${reason*}",
  "Cannot listen on ${where} with TLS: ${reason*}": "Impossible d'écouter sur ${where} en TLS : ${reason*}",
  "${holder*}; choose another port, or 0 for any free one":
    "${holder*} ; choisissez un autre port, ou 0 pour un port libre quelconque",
  "it is taken by ${program} (process ${pid})": "il est pris par ${program} (processus ${pid})",
  "it is taken by another program, perhaps a server you started before":
    "il est pris par un autre programme, peut-être un serveur que vous aviez lancé",
  "another program has it": "un autre programme l'occupe",
  "another program is using it": "un autre programme l'utilise",
  "the port is taken": "le port est pris",
  "ports below 1024 are reserved to the administrator; choose a higher one":
    "les ports inférieurs à 1024 sont réservés à l'administrateur ; choisissez-en un plus grand",
  "not allowed": "ce n'est pas permis",
  "not allowed, choose a higher port": "ce n'est pas permis, choisissez un port plus grand",
  "that is not an address of this machine": "ce n'est pas une adresse de cette machine",
  "this machine has no IPv6": "cette machine n'a pas IPv6",

  "no answer within ${seconds} seconds": "pas de réponse en ${seconds} secondes",
  "nothing moved for ${seconds} seconds": "rien n'est passé pendant ${seconds} secondes",
  "the server broke the connection off": "le serveur a rompu la connexion",
  "the connection was closed": "la connexion a été fermée",
  "the server closed the connection before it had answered":
    "le serveur a fermé la connexion avant d'avoir répondu",
  "The stream ended inside a message, after ${count} bytes of it":
    "Le flux s'est terminé au milieu d'un message, après ${count} octets",
  "Line too long: more than ${limit} bytes without a line end":
    "Ligne trop longue : plus de ${limit} octets sans fin de ligne",
  "A line of the input is longer than ${limit} characters":
    "Une ligne de l'entrée dépasse ${limit} caractères",
  "Cannot write to standard output: ${reason*}": "Impossible d'écrire sur la sortie standard : ${reason*}",
  "standard output was closed by its reader": "la sortie standard a été fermée par son lecteur",
  "(${count} lines were lost because nobody read them)":
    "(${count} lignes ont été perdues parce que personne ne les lisait)",
};
