/** The text of `netlab help half-close`. */
export default {
  en: `
A TCP connection is two streams, one each way, and each ends for itself.

  shutdown (half-close)  "I have said everything, I still listen." A FIN goes
                         out; the peer's read returns nothing: end of stream.
  close                  "I say nothing and hear nothing any more." What still
                         arrives is answered with a RST.
  reset                  "Forget all of it." A RST goes out at once; what was
                         still on its way is lost.

{end-key} in a client is a half-close: the last answers still come. A
program that closes instead loses them, at times, when the network is slow.

An empty read is the end, not an empty message. A server that goes on reading
after it turns in circles and uses a whole processor.

See it:  echo one | netlab echo connect localhost 8765 --trace
         netlab lab run E1 --diagram e1.svg       FIN has an arrow of its own
`,
  fr: `
Une connexion TCP est faite de deux flux, un dans chaque sens, et chacun finit
pour lui-même.

  shutdown (demi-fermeture)  « J'ai tout dit, j'écoute encore. » Un FIN part ;
                             la lecture d'en face ne rend rien : fin du flux.
  close                      « Je ne dis et n'entends plus rien. » À ce qui
                             arrive encore, le système répond par un RST.
  reset                      « Oublions tout. » Un RST part aussitôt ; ce qui
                             était encore en route est perdu.

{end-key} dans un client est une demi-fermeture : les dernières
réponses viennent encore. Un programme qui ferme les perd, parfois, quand le
réseau est assez lent.

Une lecture vide est la fin, pas un message vide. Un serveur qui continue de
lire après elle tourne en rond et occupe tout un processeur.

À voir : echo un | netlab echo connect localhost 8765 --trace
         netlab lab run E1 --diagram e1.svg       FIN a sa propre flèche
`,
};
