import type { Catalogue } from "../catalogue.ts";

/** What goes wrong between machines: connecting, listening, reading. */
export const messagesNetwork: Catalogue = {
  "Cannot connect to {1}: {2}": "Connexion à {1} impossible : {2}",
  "connection refused (is the server running?)": "connexion refusée (le serveur est-il lancé ?)",
  "no answer (is there a firewall in between?)": "pas de réponse (y a-t-il un pare-feu entre les deux ?)",
  "there is no way to that network": "aucun chemin ne mène à ce réseau",
  "this machine has no address of that family, or no port left for one more connection":
    "cette machine n'a pas d'adresse de cette famille, ou plus de port pour une connexion de plus",
  "No answer from {1} after {2} tries (is the server running?)":
    "Pas de réponse de {1} après {2} essais (le serveur est-il lancé ?)",
  'Cannot find the {1}address of "{2}": no such host':
    "Adresse {1}de « {2} » introuvable : cet hôte n'existe pas",
  "{1} is not an IPv{2} address": "{1} n'est pas une adresse IPv{2}",

  "the program is not permitted {1}": "le programme n'a pas la permission requise : {1}",
  "Cannot accept clients any more: {1}": "Impossible d'accepter encore des clients : {1}",
  "Cannot listen on port {1}: {2}": "Impossible d'écouter sur le port {1} : {2}",
  "Cannot listen on UDP port {1}: {2}": "Impossible d'écouter sur le port UDP {1} : {2}",
  "Cannot listen on {1}: {2}": "Impossible d'écouter sur {1} : {2}",
  "Cannot listen on {1} (UDP): {2}": "Impossible d'écouter sur {1} (UDP) : {2}",
  "Cannot listen on {1} with TLS: {2}": "Impossible d'écouter sur {1} en TLS : {2}",
  "{1}; choose another port, or 0 for any free one":
    "{1} ; choisissez un autre port, ou 0 pour un port libre quelconque",
  "it is taken by {1} (process {2})": "il est pris par {1} (processus {2})",
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

  "no answer within {1}": "pas de réponse en {1}",
  "{1} second": "{1} seconde",
  "{1} seconds": "{1} secondes",
  "nothing moved for {1}": "rien n'est passé pendant {1}",
  "the server broke the connection off": "le serveur a rompu la connexion",
  "the connection was closed": "la connexion a été fermée",
  "the server closed the connection before it had answered":
    "le serveur a fermé la connexion avant d'avoir répondu",
  "The stream ended inside a message: {1} bytes of it had come, and its rest had not":
    "Le flux s'est terminé au milieu d'un message : {1} octets en étaient arrivés, et pas le reste",
  "Line too long: more than {1} bytes without a line end":
    "Ligne trop longue : plus de {1} octets sans fin de ligne",
  "Message too long: {1} bytes, and the limit is {2}":
    "Message trop long : {1} octets, et la limite est de {2}",
  "Message too long: more than {1} bytes without a zero byte":
    "Message trop long : plus de {1} octets sans octet nul",
  "A message that ends with a zero byte cannot hold one":
    "Un message qui se termine par un octet nul ne peut pas en contenir",
  "A line of the input is longer than {1} characters": "Une ligne de l'entrée dépasse {1} caractères",
  "Cannot write to standard output: {1}": "Impossible d'écrire sur la sortie standard : {1}",
  "standard output was closed by its reader": "la sortie standard a été fermée par son lecteur",
  "({1} lines were lost because nobody read them)":
    "({1} lignes ont été perdues parce que personne ne les lisait)",
  "something was thrown that has no text": "ce qui a été levé n'a pas de texte",

  'bad range "{1}"': "plage « {1} » non valable",
  'bad range "{1}": at most 32 bits': "plage « {1} » non valable : 32 bits au plus",
  "the peer closed the connection during the handshake":
    "le pair a fermé la connexion pendant la négociation TLS",
  'no IPv4 interface "{1}"': "aucune interface IPv4 « {1} »",
  'no interface "{1}"': "aucune interface « {1} »",
};
