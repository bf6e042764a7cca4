import type { Catalogue } from "../catalogue.ts";

/** What a server of any service tells its operator. */
export const messagesServers: Catalogue = {
  "stopping: {1} open connection may finish": "arrêt : {1} connexion ouverte peut encore se terminer",
  "stopping: {1} open connections may finish": "arrêt : {1} connexions ouvertes peuvent encore se terminer",
  "cannot accept a client for the moment: {1}": "impossible d'accepter un client pour le moment : {1}",
  "connection {1} failed: {2}": "la connexion {1} a échoué : {2}",
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
};
