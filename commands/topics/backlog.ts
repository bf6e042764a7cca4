/** The text of `netlab help backlog`. */
export default {
  en: `
A client is connected before the server has accepted it. The system answers for
the server and puts the connection in a queue, the backlog; accept takes the
first one out.

So connect succeeds, the first line can even be sent, and nothing comes back:
the bytes wait in the receive buffer of a connection that the program has not
seen. Against a server that is busy with another client, that is all there is
to notice.

The queue is bounded. On Linux, a connection request that finds it full is left
unanswered, and the client tries again after about 1, then 2, then 4 seconds.

  Recv-Q of a LISTEN line   how many connections wait     {show-listeners}
  Recv-Q of the others      how many bytes wait

See it:  netlab lab run E1        the second client waits, and is served after
                                  the first; the sockets are shown
         netlab echo serve 8765 --mode iterative
`,
  fr: `
Un client est connecté avant que le serveur l'ait accepté. Le système répond à
la place du serveur et range la connexion dans une file, le backlog ; accept en
retire la première.

Ainsi connect réussit, la première ligne peut même partir, et rien ne revient :
les octets attendent dans le tampon de réception d'une connexion que le
programme n'a pas vue. D'un serveur occupé par un autre, on ne remarque rien de
plus.

La file est bornée. Sous Linux, une demande qui la trouve pleine reste sans
réponse, et le client recommence après 1, puis 2, puis 4 secondes environ.

  Recv-Q d'une ligne LISTEN  les connexions qui attendent  {show-listeners}
  Recv-Q des autres          les octets qui attendent

À voir : netlab lab run E1        le second client attend, et passe après le
                                  premier ; les sockets sont montrées
         netlab echo serve 8765 --mode iterative
`,
};
