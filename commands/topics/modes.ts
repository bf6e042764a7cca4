/** The text of `netlab help modes`. */
export default {
  en: `
A server that serves its clients in turns lets everybody wait for the slowest.
The sheets know six answers, and every stateless service of netlab has them all:

  --mode events      one loop that serves every client with something to read
  --mode iterative   one client after the other; the rest wait in the backlog
  --mode process     a watcher accepts, a child process serves one client
  --mode thread      a watcher accepts, a thread serves one client
  --mode pool        a watcher accepts, N workers share the clients
  --mode symmetric   N workers, each accepts for itself

Events is the quickest while handlers are short: waiting costs it nothing, but
a long computation stops everybody. A process costs most and isolates best: when
it dies, one client is gone. Threads and pools stand in between; a pool whose
workers are all held by silent clients is an iterative server again.

  --workers N   how many workers (pool, symmetric)
  --queue N     how many accepted clients may wait for one (pool)

See it:  netlab lab modes                  measured here, in a minute and a half
         netlab lab run E2, E3, E4, E5 or E6
`,
  fr: `
Un serveur qui sert ses clients à tour de rôle fait attendre tout le monde
derrière le plus lent. Les feuilles connaissent six réponses, et tout service
sans état les a toutes :

  --mode events      une boucle qui sert ceux dont il y a quelque chose à lire
  --mode iterative   un client après l'autre ; le reste attend dans le backlog
  --mode process     un veilleur accepte, un processus enfant sert un client
  --mode thread      un veilleur accepte, un thread sert un client
  --mode pool        un veilleur accepte, N assistants se partagent les clients
  --mode symmetric   N assistants, chacun accepte pour lui-même

Events est le plus rapide tant que les traitements sont courts : attendre ne lui
coûte rien, mais un long calcul arrête tout le monde. Un processus coûte cher et
sépare le mieux : s'il meurt, un seul client est perdu. Les threads et les pools
sont entre les deux ; un pool dont tous les assistants sont tenus par des
clients muets redevient un serveur itératif.

  --workers N   combien d'assistants (pool, symmetric)
  --queue N     combien de clients acceptés peuvent en attendre un (pool)

À voir : netlab lab modes                  mesuré ici, en une minute et demie
         netlab lab run E2, E3, E4, E5 ou E6
`,
};
