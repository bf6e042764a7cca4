/** The text of `netlab help back-pressure`. */
export default {
  en: `
When one side writes faster than the other reads, the bytes have to stay
somewhere. First the reader's receive buffer fills, then the writer's send
buffer; TCP tells the writer that the window is closed, and its next write does
not return until the reader reads again. That is back-pressure, and it costs
nothing to get: write, wait for the write, then produce the next piece.

A program that does not wait loses it: one that reads as fast as it can and
queues what it cannot send holds the difference in memory, without a limit. A
server that waits for one slow reader before it goes on makes all the others
wait.

  files    reads the next piece of a file when the last one was taken
  relay    reads from one side when the other has taken what it read before
  echo     answers at the speed at which the client reads its answers
  chat     cannot wait for the slowest: each has a bounded queue; one that
           does not catch up misses lines, is told so, and is cut off in the end

See it:  netlab lab serve 8768 --trace      and a client that does not read:
         (echo flood 100; sleep 5) | netlab relay -u STDIN TCP:localhost:8768
`,
  fr: `
Quand un côté écrit plus vite que l'autre ne lit, les octets doivent rester
quelque part. D'abord le tampon de réception du lecteur se remplit, puis le
tampon d'émission ; TCP annonce une fenêtre fermée, et la prochaine écriture ne
rend pas la main avant que le lecteur lise de nouveau. C'est la
contre-pression, et elle ne coûte rien : écrire, attendre la fin de l'écriture,
produire le morceau suivant.

La perd celui qui n'attend pas. Un programme qui lit au plus vite et met en file
ce qu'il ne peut envoyer garde la différence en mémoire, sans limite. Un serveur
qui attend un lecteur lent avant de continuer fait attendre tous les autres.

  files    lit le prochain morceau d'un fichier quand le précédent est parti
  relay    lit d'un côté quand l'autre a pris ce qui était lu
  echo     répond à la vitesse à laquelle le client lit ses réponses
  chat     ne peut attendre le plus lent : chacun a une file bornée ; qui ne
           suit pas manque des lignes, l'apprend, et finit par être déconnecté

À voir : netlab lab serve 8768 --trace      et un client qui ne lit pas :
         (echo flood 100; sleep 5) | netlab relay -u STDIN TCP:localhost:8768
`,
};
