import type { Catalogue } from "../catalogue.ts";

/** What `netlab kv` says. */
export const messagesKv: Catalogue = {
  "the server closed the connection": "le serveur a fermé la connexion",
  "password of the store: ": "mot de passe de la base : ",
  "a quotation mark is not closed, or more follows right after it":
    "un guillemet n'est pas fermé, ou quelque chose le suit aussitôt",
  "the server refuses the password: {1}": "le serveur refuse le mot de passe : {1}",
  "--udp and --password exclude each other: a datagram has no password":
    "--udp et --password s'excluent : un datagramme n'a pas de mot de passe",
  "Cannot open the store {1}: {2}": "Ouverture de la base {1} impossible : {2}",
  "changes are refused, for they cannot be kept: {1}":
    "les changements sont refusés, faute de pouvoir être conservés : {1}",
  "changes are kept again": "les changements sont de nouveau conservés",
  "the server sent an answer that is nested too deeply": "le serveur a envoyé une réponse trop imbriquée",
  "the server sent a line without an end": "le serveur a envoyé une ligne sans fin",
  "the server sent an answer that is too long": "le serveur a envoyé une réponse trop longue",
  "the server sent an answer that ends in the middle":
    "le serveur a envoyé une réponse qui s'arrête au milieu",
  "the server sent {1}, which is no answer of this protocol":
    "le serveur a envoyé {1}, qui n'est pas une réponse de ce protocole",
  "expected nats://HOST:PORT[/BUCKET]": "la forme attendue est nats://HÔTE:PORT[/SEAU]",
  "a bucket's name is made of letters, digits, - and _":
    "un nom de seau est fait de lettres, de chiffres, de - et de _",
  "all servers of a bus have the same bucket": "tous les serveurs d'un bus ont le même seau",
  "--store and --bus exclude each other: the bus keeps the keys":
    "--store et --bus s'excluent : c'est le bus qui garde les clés",
  "--evict lru and --bus exclude each other: no server knows what the others use":
    "--evict lru et --bus s'excluent : aucun serveur ne sait ce que les autres utilisent",
  "the bus {1} is there": "le bus {1} est là",
  "the bus {1} is away: {2}; trying again until it is there":
    "le bus {1} est absent : {2} ; nouveaux essais jusqu'à ce qu'il soit là",
  "its stream {1} drops old keys without a word": "son flux {1} oublie d'anciennes clés sans rien dire",
};
