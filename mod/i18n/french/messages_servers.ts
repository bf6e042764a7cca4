import type { Catalogue } from "../translator.ts";

/** What a server of any service tells its operator. */
export const messagesServers: Catalogue = {
  "stopping: ${count} open connection may finish":
    "arrêt : ${count} connexion ouverte peut encore se terminer",
  "stopping: ${count} open connections may finish":
    "arrêt : ${count} connexions ouvertes peuvent encore se terminer",
  "cannot accept a client for the moment: ${reason*}":
    "impossible d'accepter un client pour le moment : ${reason*}",
  "connection ${number} failed: ${reason*}": "la connexion ${number} a échoué : ${reason*}",
  "worker ${number}": "assistant ${number}",
  "worker ${number} ${reason*}; another one takes its place":
    "l'assistant ${number} ${reason*} ; un autre prend sa place",
  "worker ${number} ${reason*}": "l'assistant ${number} ${reason*}",
  "child ${pid} ${reason*}": "le processus enfant ${pid} ${reason*}",
  "ended unexpectedly with exit code ${code}": "s'est terminé inopinément avec le code ${code}",
  "was killed by ${signal}": "a été tué par ${signal}",
  "was ended": "a été arrêté",
  "crashed: ${reason}": "a planté : ${reason}",
  "child {1}": "le processus enfant {1}",
  "ended": "s'est terminé",
  "stopped: {1}": "s'est arrêté : {1}",
  "did not stop in time": "ne s'est pas arrêté à temps",
  "this system does not spread clients over several sockets: one watcher accepts for all workers":
    "ce système ne répartit pas les clients sur plusieurs sockets : un seul veilleur accepte pour tous les assistants",
  "Cannot serve ${service} in mode ${mode}: its clients share state, and several isolates would each have a part of it; use --mode events":
    "Impossible de servir ${service} en mode ${mode} : ses clients partagent un état, et plusieurs isolats en auraient chacun une partie ; utilisez --mode events",
  "${module} has no service as its default export, so no other isolate can serve it":
    "${module} n'exporte pas de service par défaut : aucun autre isolat ne peut le servir",

  "stats: ${active} active, ${queued} queued, ${served} served, ${refused} refused, ${read} in, ${written} out${workers*}":
    "stats : actifs ${active}, en attente ${queued}, servis ${served}, refusés ${refused}, reçu ${read}, envoyé ${written}${workers*}",
  "; ${name*}: ${active} active, ${served} served, ${read} in, ${written} out${workers*}":
    " ; ${name*} : actifs ${active}, servis ${served}, reçu ${read}, envoyé ${written}${workers*}",
};
