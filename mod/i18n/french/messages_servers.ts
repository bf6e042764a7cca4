import type { Catalogue } from "../catalogue.ts";

/** What a server of any service tells its operator. */
export const messagesServers: Catalogue = {
  "stopping: {1} open connection may finish": "arrêt : {1} connexion ouverte peut encore se terminer",
  "stopping: {1} open connections may finish": "arrêt : {1} connexions ouvertes peuvent encore se terminer",
  "cannot accept a client for the moment: {1}": "impossible d'accepter un client pour le moment : {1}",
  "connection {1} failed: {2}": "la connexion {1} a échoué : {2}",
  "the main thread": "le fil principal",
  "worker {1}": "assistant {1}",
  "worker {1} {2}; another one takes its place": "l'assistant {1} {2} ; un autre prend sa place",
  "worker {1} {2}": "l'assistant {1} {2}",
  "ended unexpectedly with exit code {1}": "s'est terminé inopinément avec le code {1}",
  "was killed by {1}": "a été tué par {1}",
  "was ended": "a été arrêté",
  "crashed: {1}": "a planté : {1}",
  "child {1}": "le processus enfant {1}",
  "ended": "s'est terminé",
  "stopped: {1}": "s'est arrêté : {1}",
  "did not stop in time": "ne s'est pas arrêté à temps",
  "this system does not spread clients over several sockets: one watcher accepts for all workers":
    "ce système ne répartit pas les clients sur plusieurs sockets : un seul veilleur accepte pour tous les assistants",
  "Cannot serve {1} in mode {2}: its clients share state, and several isolates would each have a part of it; use --mode events":
    "Impossible de servir {1} en mode {2} : ses clients partagent un état, et plusieurs isolats en auraient chacun une partie ; utilisez --mode events",

  "a function": "une fonction",
  "a name or an address": "un nom ou une adresse",
  "4 or 6": "4 ou 6",
  "one of {1}, or a mode of your own": "un mode parmi {1}, ou l'un des vôtres",
  "a URL or an absolute path": "une URL ou un chemin absolu",
  "plain data": "des données simples",
  "an AbortSignal": "un AbortSignal",
  "a tracer, with emit() and enabled": "un traceur, avec emit() et enabled",
  "a list of some of {1}": "une liste de mots parmi {1}",
  "a number of milliseconds from 1 to {1}": "un nombre de millisecondes de 1 à {1}",
  "a number of milliseconds, at most 2147483647": "un nombre de millisecondes, 2147483647 au plus",
  "a number from {1}": "un nombre à partir de {1}",
  "a number from {1} to {2}": "un nombre de {1} à {2}",
  "Cannot serve: {1} has to be {2}, and is {3}": "Impossible de servir : {1} doit être {2}, et vaut {3}",
  "Cannot serve: it takes a handler or a module, one of the two":
    "Impossible de servir : il faut un gestionnaire ou un module, l'un des deux",
  "Cannot serve: the handler has to be a function, and is {1}":
    "Impossible de servir : le gestionnaire doit être une fonction, et vaut {1}",
  "Cannot serve without a port": "Impossible de servir sans port",
  "Cannot serve: the mode {1} has no use for {2}, which is for {3}":
    "Impossible de servir : le mode {1} ne fait rien de {2}, qui est pour {3}",
  "Cannot serve: statsEvery has no use without onStats":
    "Impossible de servir : statsEvery ne sert à rien sans onStats",
  "Cannot serve: there is no option {1}; did you mean {2}?":
    "Impossible de servir : l'option {1} n'existe pas ; vouliez-vous dire {2} ?",
  "Cannot serve in mode symmetric with a listen of one's own: each of its workers opens a TCP socket by itself; use another mode":
    "Impossible de servir en mode symmetric avec son propre listen : chacun de ses workers ouvre lui-même un socket TCP ; choisissez un autre mode",
  'Cannot serve in mode symmetric: sharing a port needs "unstable": ["net"] in deno.json, or --unstable-net':
    "Impossible de servir en mode symmetric : le partage d'un port demande « net » sous « unstable » dans deno.json, ou --unstable-net",
  "Cannot serve: listen has to give a list of at least one listener, to accept clients from":
    "Impossible de servir : listen doit donner une liste d'au moins un listener, d'où accepter les clients",
  "Cannot serve a function in mode {1}: other isolates cannot be given one; make it the default export of a module of its own, and give the URL of that as module":
    "Impossible de servir une fonction en mode {1} : on ne peut pas en donner une à d'autres isolats ; faites-en l'export par défaut d'un module à part, et donnez l'URL de celui-ci comme module",
  "Cannot serve: {1} is {2}; options are plain data: null, booleans, finite numbers, strings, arrays and plain objects":
    "Impossible de servir : {1} est {2} ; les options sont des données simples : null, booléens, nombres finis, chaînes, tableaux et objets simples",
  "Cannot serve {1}: the main module is still at work when it is asked for its handler; put that into a module of its own":
    "Impossible de servir {1} : le module principal travaille encore quand on lui demande son gestionnaire ; mettez celui-ci dans un module à part",
  "Cannot serve {1}: its default export is neither a handler, a function of a connection, nor a service":
    "Impossible de servir {1} : son export par défaut n'est ni un gestionnaire, fonction d'une connexion, ni un service",
  "Cannot serve {1}: {2}": "Impossible de servir {1} : {2}",
};
