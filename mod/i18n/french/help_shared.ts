import type { Catalogue } from "../catalogue.ts";

/** Help that several commands share: arguments, the options of every server and of every client. */
export const helpShared: Catalogue = {
  "how clients are served: events, iterative, process, thread, pool, symmetric":
    "manière de servir les clients : events, iterative, process, thread, pool, symmetric",
  "port to listen on, 0 for any free one": "port d'écoute, 0 pour un port libre quelconque",
  "port to listen on, 0 for any free one (default {1})":
    "port d'écoute, 0 pour un port libre quelconque (par défaut : {1})",
  "server to connect to; HOST:PORT and [::1]:PORT are understood, too":
    "serveur auquel se connecter ; HÔTE:PORT et [::1]:PORT conviennent aussi",
  "what a client types": "ce que tape un client",
  "for clients that send no line end": "pour les clients qui n'envoient pas de fin de ligne",

  "address or name to listen on (default: every address, IPv4 and IPv6)":
    "adresse ou nom sur lequel écouter (par défaut : toutes les adresses, IPv4 et IPv6)",
  "only IPv4, or only IPv6": "IPv4 seulement, ou IPv6 seulement",
  "workers of the modes pool and symmetric": "nombre d'assistants des modes pool et symmetric",
  "clients that may wait for a worker of the pool":
    "nombre de clients qui peuvent attendre un assistant du pool",
  "clients served at once; further ones wait in the backlog":
    "nombre de clients servis à la fois ; les suivants attendent dans le backlog",
  "connections that may wait to be accepted": "nombre de connexions qui peuvent attendre d'être acceptées",
  "close a connection on which nothing moves for this long, 0 for never":
    "fermer une connexion où rien ne passe pendant cette durée, 0 pour jamais",
  "how long open sessions may go on after Ctrl-C, SIGTERM or SIGHUP":
    "délai laissé aux sessions en cours après Ctrl-C, SIGTERM ou SIGHUP",
  "report the clients and the bytes sent at this interval; 0 for never":
    "indiquer à cet intervalle le nombre de clients et d'octets envoyés ; 0 pour jamais",
  "tell what happens on every socket": "indiquer tout ce qui se passe sur chaque socket",
  "give up when nothing moves for this long, 0 for never":
    "abandonner quand rien ne passe pendant cette durée, 0 pour jamais",
  "send lines, or questions without a line end and take each read for an answer":
    "envoyer des lignes, ou des questions sans fin de ligne et prendre chaque lecture pour une réponse",
};
